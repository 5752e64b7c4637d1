import { closedLake } from "./closedLake";
import type { Answer, Finding } from "./finding";

/**
 * Queries AWS, and makes a finding of the answer or of the error. A caller without permission learns which one is missing: AWS's message names the
 * action.
 * @param absent the answer where AWS does not know the resource
 */
export async function check(
  of: Pick<Finding, "vendor" | "subject">,
  ask: () => Promise<Answer>,
  absent: Answer,
): Promise<Finding> {
  try {
    return { ...of, ...(await ask()) };
  } catch (error) {
    const { name, message } = error as Error;
    if (/AccessDenied|UnrecognizedClient|NotAuthorized/.test(name)) {
      const remedy = "Run the doctor with the right to look at it.";
      return { ...of, status: "unknown", message: `${name}: ${message}`, remedy };
    }
    if (/CredentialsProvider|ExpiredToken|TokenProvider|InvalidClientTokenId/.test(name)) {
      const remedy = "Sign in to AWS, or name a profile in AWS_PROFILE: aws sts get-caller-identity shows the caller.";
      return { ...of, status: "unknown", message: `${name}: ${message}`, remedy };
    }
    if (/NotFound|NonExistentQueue|QueueDoesNotExist/.test(name)) {
      return { ...of, ...absent };
    }
    return { ...of, ...(closedLake(message) ?? { status: "failure", message: `${name}: ${message}` }) };
  }
}
