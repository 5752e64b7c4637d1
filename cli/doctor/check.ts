import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { PersonError } from "../../components/personError";
import { environmentProblem, failsEveryCall } from "../command/environmentProblem";

/**
 * Queries AWS and makes a finding of the answer or the error. `absent` is the answer if the resource does not exist on AWS.
 * @throws PersonError if every check would fail for the same cause, such as missing credentials
 */
export async function check(
  of: Pick<Finding, "vendor" | "subject">,
  ask: () => Promise<Answer>,
  absent: Answer,
): Promise<Finding> {
  try {
    return { ...of, ...(await ask()) };
  } catch (error) {
    if (failsEveryCall(error)) {
      throw new PersonError(environmentProblem(error));
    }
    const { name, message } = error as Error;
    if (/AccessDenied|NotAuthorized/.test(name)) {
      const remedy = "Run the doctor with permission to read it.";
      return { ...of, status: "unknown", message: `${name}: ${message}`, remedy };
    }
    if (/NotFound|NonExistentQueue|QueueDoesNotExist|NoSuchBucket/.test(name)) {
      return { ...of, ...absent };
    }
    return { ...of, ...(closedLake(message) ?? { status: "failure", message: `${name}: ${message}` }) };
  }
}

/** The result of one check. */
export interface Finding {
  /** The integration's key; undefined for a check of the account. */
  readonly vendor?: string;
  /** The subject of the check. */
  readonly subject: string;
  /** `unknown`: the caller has no permission to read it. */
  readonly status: "ok" | "warning" | "failure" | "unknown";
  readonly message: string;
  /** The remedy. */
  readonly remedy?: string;
}

/** A check's result before the integration and the subject are added. */
export type Answer = Omit<Finding, "vendor" | "subject">;

export function ok(message: string): Answer {
  return { status: "ok", message };
}

export function failure(message: string, remedy: string): Answer {
  return { status: "failure", message, remedy };
}

/** A resource in the stack's state that AWS does not have. */
export const gone: Answer = failure(
  "It is gone, though the stack's state has it.",
  "Run pulumi refresh, read its output, then run pulumi up.",
);

export function warning(message: string, remedy: string): Answer {
  return { status: "warning", message, remedy };
}

/** The sinks for an account that may not use CloudTrail Lake. */
export const withoutLake =
  "If the account may not use CloudTrail Lake: sink: s3 or sink: cloudwatch-logs for each vendor, or the ARN of a store that exists under eventStores (docs/choosing.md).";

/**
 * Makes a finding of CloudTrail Lake's refusal of new customers; undefined for another error. AWS answers "CloudTrail Lake is no longer accepting
 * new customers. ..." (aws-samples/iam-identity-center-team, issues 586 and 613, 2026-08 and 2026-09).
 */
function closedLake(message: string): Answer | undefined {
  return /CloudTrail Lake is no longer accepting new customers/i.test(message)
    ? failure(
        "AWS refuses: CloudTrail Lake is no longer accepting new customers. The account did not use it before 2026-05-31.",
        "Use another sink: sink: s3 or sink: cloudwatch-logs for each vendor; docs/choosing.md compares them. Or deploy in an account that has an event data store.",
      )
    : undefined;
}

/** The clients that the doctor uses to query AWS. */
export type Clients = ReturnType<typeof clientsIn>;

export function clientsIn(region: string) {
  return {
    athena: new AthenaClient({ region }),
    cloudTrail: new CloudTrailClient({ region }),
    eventBridge: new EventBridgeClient({ region }),
    lambda: new LambdaClient({ region }),
    s3: new S3Client({ region }),
    // Without this, the SDK calls the host in a queue's URL and ignores AWS_ENDPOINT_URL.
    sqs: new SQSClient({ region, useQueueUrlAsEndpoint: false }),
  };
}
