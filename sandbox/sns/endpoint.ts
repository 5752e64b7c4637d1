import { type Authorize, keyRefusal } from "../authorization";
import type { HttpHandler, HttpResponse } from "../http";
import type { Principal } from "../iam/accessRequest";
import type { DeclaredResource } from "../program/declaredResource";
import { type AwsError, awsError, isAwsError, notSupported } from "../protocol/awsError";
import type { JsonCaller, ServiceAccess } from "../protocol/awsJson";
import { verifySignature } from "../protocol/signature";

export interface PublishedMessage {
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

interface SnsOptions extends ServiceAccess {
  /** The topics' ARNs. */
  readonly topics: Pick<ReadonlySet<string>, "has">;
  /** The reason why the caller may not use the key of an encrypted topic. @default no topic is encrypted */
  readonly keyRefusal?: (caller: JsonCaller, topicArn: string) => string | undefined;
  readonly now: () => number;
  readonly newIdentifier: () => string;
  readonly published: (message: PublishedMessage) => void;
}

/** Amazon SNS for publishers, in the AWS Query protocol (Amazon SNS API Reference, Publish). */
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
    return notSupported(`The operation ${form.get("Action")}`);
  }
  const strange = [...form.keys()].find((name) => !parameters.includes(name));
  if (strange !== undefined) {
    return notSupported(`The parameter ${strange}`);
  }
  const topicArn = form.get("TopicArn") ?? "";
  const denial = refusal(caller, "sns:Publish", topicArn);
  if (denial !== undefined) {
    return awsError("AuthorizationError", denial.message, 403);
  }
  if (!topics.has(topicArn)) {
    return awsError("NotFound", "Topic does not exist", 404);
  }
  const keyDenial = keyRefusal?.(caller, topicArn);
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

/** Amazon SNS API Reference, Publish: up to 100 ASCII characters without control characters and line breaks, not beginning with a blank. */
const limits = { messageBytes: 262_144, subject: /^[!-~][ -~]{0,99}$/ } as const;

/** Publish's parameters, one message for every protocol: without MessageStructure and MessageAttributes. */
const parameters = ["Action", "Version", "TopicArn", "Subject", "Message"];

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
  // XML 1.0, section 2.2: other characters are not allowed, not even escaped.
  const allowed = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export interface Topic {
  readonly arn: string;
  /** The key that encrypts published messages, by its ARN, its id or an alias. */
  readonly kmsMasterKeyId?: string;
}

/** A topic that the stack does not declare, with its own policy. */
export type ExistingTopic = Topic & { readonly policy?: unknown };

export function declaredTopics(resources: readonly DeclaredResource[]): ReadonlyMap<string, Topic> {
  return new Map(
    resources
      .filter(({ type }) => type === "aws:sns/topic:Topic")
      .map(({ inputs: { kmsMasterKeyId }, outputs }) => {
        const arn = String(outputs.arn);
        return [arn, { arn, ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId: String(kmsMasterKeyId) }) }];
      }),
  );
}

/** The reason why a principal may not publish with a topic's key; undefined if it may. */
export function topicKeyRefusal(
  authorize: Authorize,
  principal: Principal,
  { arn, kmsMasterKeyId }: Topic,
  context: Readonly<Record<string, string>>,
): string | undefined {
  if (kmsMasterKeyId === undefined) {
    return undefined;
  }
  if (isManagedKey(kmsMasterKeyId)) {
    // The managed key's policy allows the account's own principals, through Amazon SNS.
    return principal.type === "Service" ? managedKeyReason(principal.name) : undefined;
  }
  return keyRefusal(authorize, {
    principal,
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    key: kmsMasterKeyId,
    encrypted: arn,
    // A service calls KMS itself; for a role, Amazon SNS does (AWS KMS Developer Guide, kms:ViaService).
    context: {
      ...context,
      "kms:EncryptionContext:aws:sns:topicArn": arn,
      ...(principal.type === "AWS" && { "kms:ViaService": viaSns(arn) }),
    },
  });
}

/** Returns true if a key is the AWS managed key of Amazon SNS. */
export function isManagedKey(key: string): boolean {
  return /(^|:)alias\/aws\/sns$/.test(key);
}

/** Reason why a service cannot publish under the AWS managed key (AWS re:Post, "How do I use an encrypted Amazon SNS topic with a CloudWatch alarm?"). */
export function managedKeyReason(service: string): string {
  return `${service} is not authorized to use the key alias/aws/sns: the policy of an AWS managed key cannot be changed; encrypt the topic with a customer managed key whose policy allows ${service} kms:Decrypt and kms:GenerateDataKey*`;
}

function viaSns(topicArn: string): string {
  const [, partition, , region] = topicArn.split(":");
  return `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}
