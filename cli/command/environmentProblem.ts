import { missingPackage } from "../../components/files/missingPackage";

/** The parts of an error of Node, the AWS SDK or the database that describe it. */
type SomeError = Readonly<Partial<Record<"name" | "message" | "path" | "hostname" | "address" | "$fault", string>>> & {
  readonly code?: unknown;
  readonly port?: number;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
};

/** A problem outside the command: the names, codes or beginnings of messages of its errors, and the sentence for the user. */
interface Problem {
  readonly signs: RegExp;
  readonly sentence: (error: SomeError, sign: string) => string;
  /** Every AWS call fails for the same cause. @default false */
  readonly isOfEveryCall?: true;
}

const signIn =
  "Sign in, for example with aws sso login, or name another profile in AWS_PROFILE; aws sts get-caller-identity shows the caller.";

/**
 * Sources: Node.js documentation, "Common system errors"; AWS SDK for JavaScript, @smithy/property-provider and @aws-sdk/token-providers; the
 * pages "Common Errors" of the API references of AWS STS, Amazon SQS and AWS CloudTrail.
 */
const problems: readonly Problem[] = [
  {
    signs: /^(ExpiredToken(Exception)?|RequestExpired|UnauthorizedException)$/,
    sentence: () => `The AWS credentials have expired. ${signIn}`,
    isOfEveryCall: true,
  },
  {
    signs: /^(CredentialsProviderError|TokenProviderError)$/,
    sentence: ({ message = "" }) =>
      `${/expired|SSO/i.test(message) ? "The AWS credentials have expired" : "No AWS credentials were found"}. ${signIn}`,
    isOfEveryCall: true,
  },
  {
    signs:
      /^(InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|RequestTimeTooSkewed)$/,
    sentence: (_, sign) =>
      `AWS does not accept the credentials (${sign}). ${signIn} The clock of this machine must be right, too.`,
    isOfEveryCall: true,
  },
  {
    signs: /^Region is missing/,
    sentence: () =>
      "No AWS Region is set. Set AWS_REGION, for example AWS_REGION=us-east-1, or give --region if the command has that option.",
    isOfEveryCall: true,
  },
  {
    signs: /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError)$/,
    sentence: ({ hostname, address, port }, sign) =>
      `${hostname ?? (address === undefined ? "AWS" : `${address}:${port}`)} cannot be reached (${sign}). Check the network, the Region, and AWS_ENDPOINT_URL if it is set.`,
    isOfEveryCall: true,
  },
  {
    signs: /^(AccessDenied(Exception)?|AuthorizationError|NotAuthorized|UnauthorizedOperation)$/,
    sentence: ({ message }) =>
      `AWS denies access: ${firstSentence(message)} Obtain this permission, or name another profile in AWS_PROFILE.`,
  },
  {
    signs: /^(ENOSPC|EDQUOT)$|No space left on device|Disk quota exceeded/,
    sentence: ({ path, message = "" }) =>
      `The disk is full: ${path ?? /"([^"]+)"/.exec(message)?.[1] ?? "a file"} cannot be written. Free some space; TMPDIR names the folder of temporary files.`,
  },
  {
    signs: /^(EACCES|EPERM|EROFS)$/,
    sentence: ({ path = "A file" }, sign) =>
      `${path} cannot be used: ${sign === "EROFS" ? "its file system is read-only" : "you lack the permission"} (${sign}). Change that, or use a folder that you may write to.`,
  },
  {
    signs: /^Cannot find (module|package) '[^./]/,
    sentence: (error) => missingPackage(error) ?? "",
  },
];

/** Describes in a sentence or two a problem outside the command and its fix; undefined for any other error. */
export function environmentProblem(error: unknown): string | undefined {
  const found = problemOf(error);
  return found?.problem.sentence(found.error, found.sign);
}

/** Describes AWS's answer; undefined if the error is not an answer of AWS. */
export function awsRefusal(error: unknown): string | undefined {
  const { $fault, name, message } = asError(error);
  return $fault === undefined ? undefined : `AWS refuses the call: ${name}: ${firstSentence(message)}`;
}

/** Returns true if every AWS call would fail in the same way. */
export function failsEveryCall(error: unknown): boolean {
  return problemOf(error)?.problem.isOfEveryCall ?? false;
}

function problemOf(
  thrown: unknown,
): { readonly problem: Problem; readonly error: SomeError; readonly sign: string } | undefined {
  const error = asError(thrown);
  for (const sign of [error.code, error.name, error.message]) {
    const problem = typeof sign === "string" && problems.find(({ signs }) => signs.test(sign));
    if (problem) {
      return { problem, error, sign };
    }
  }
  const inner = [error.cause, ...(error.errors ?? [])].find((one) => typeof one === "object" && one !== null);
  return inner === undefined ? undefined : problemOf(inner);
}

function asError(error: unknown): SomeError {
  return typeof error === "object" && error !== null ? error : {};
}

/** The first line of a message, with a full stop. */
function firstSentence(message = ""): string {
  const [line = ""] = message.split("\n");
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
