import { type AwsError, awsError, isAwsError } from "../awsError";
import type { JsonCaller, ServiceAccess } from "../awsJson";
import type { HttpHandler, HttpResponse } from "../http";
import { verifySignature } from "../signature";
import type { Topic } from "./topics";

/** A message that a topic took. */
export interface PublishedMessage {
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** What the service serves, and to whom. */
export interface SnsOptions extends ServiceAccess {
  /** The topics that exist, by ARN. */
  readonly topics: ReadonlyMap<string, Topic>;
  /** The reason why the caller may not use the key of an encrypted topic. */
  readonly keyRefusal: (caller: JsonCaller, topic: Topic) => string | undefined;
  readonly now: () => number;
  readonly newIdentifier: () => string;
  readonly published: (message: PublishedMessage) => void;
}

/**
 * Amazon SNS as a publisher sees it, in the AWS Query protocol: a form in, XML out.
 * Source: Amazon SNS API Reference, Publish.
 */
export function createSnsHandler(options: SnsOptions): HttpHandler {
  return async (request) => {
    const signer = verifySignature(request, { ...options.signature, service: "sns" });
    const outcome = isAwsError(signer)
      ? signer
      : publish(new URLSearchParams(request.body.toString()), signer, options);
    const requestId = options.newIdentifier();
    return isAwsError(outcome) ? refused(outcome, requestId) : published(outcome.messageId, requestId);
  };
}

function publish(
  form: URLSearchParams,
  caller: JsonCaller,
  { topics, refusal, keyRefusal, now, newIdentifier, published: tell }: SnsOptions,
): { readonly messageId: string } | AwsError {
  if (form.get("Action") !== "Publish") {
    return awsError("InvalidAction", `The sandbox does not play the operation ${form.get("Action")}.`);
  }
  const topicArn = form.get("TopicArn") ?? "";
  const denial = refusal(caller, "sns:Publish", topicArn);
  if (denial !== undefined) {
    return awsError("AuthorizationError", denial.message, 403);
  }
  const topic = topics.get(topicArn);
  if (topic === undefined) {
    return awsError("NotFound", "Topic does not exist", 404);
  }
  const keyDenial = keyRefusal(caller, topic);
  if (keyDenial !== undefined) {
    return awsError("KMSAccessDenied", keyDenial);
  }
  const message = form.get("Message") ?? "";
  if (message === "" || Buffer.byteLength(message) > limits.messageBytes) {
    return awsError("InvalidParameter", "Invalid parameter: Message");
  }
  const subject = form.get("Subject") ?? undefined;
  if (subject !== undefined && !limits.subject.test(subject)) {
    return awsError("InvalidParameter", "Invalid parameter: Subject");
  }
  tell({ topicArn, subject, message, at: now() });
  return { messageId: newIdentifier() };
}

/** Amazon SNS API Reference, Publish: up to 100 ASCII characters, neither control characters nor line breaks, and no blank first. */
const limits = { messageBytes: 262_144, subject: /^[!-~][ -~]{0,99}$/ } as const;

const headers = { "content-type": "text/xml" };

function published(messageId: string, requestId: string): HttpResponse {
  const result = `<PublishResult><MessageId>${messageId}</MessageId></PublishResult>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return { status: 200, headers, body: `<PublishResponse>${result}${metadata}</PublishResponse>` };
}

function refused({ code, status, message }: AwsError, requestId: string): HttpResponse {
  const type = status < 500 ? "Sender" : "Receiver";
  const error = `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  return { status, headers, body: `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>` };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
