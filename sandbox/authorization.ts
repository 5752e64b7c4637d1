import type { Principal } from "./iam/accessRequest";

export interface AccessCall {
  /** An AWS service on its own behalf, or a function in the session of its role. */
  readonly principal: Principal;
  /** For example `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN the action is on. */
  readonly resource: string;
  /** Condition keys that the caller's situation gives, for example `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string>>;
}

/** Answers `undefined` for a call that is allowed, else the sentence with which AWS refuses it. */
export type Authorize = (call: AccessCall) => string | undefined;

export const allowEverything: Authorize = () => undefined;

interface KeyUse {
  readonly principal: Principal;
  /** For example `kms:Decrypt`. */
  readonly actions: readonly string[];
  /** A key as a resource names it: by its ARN, its id or an alias. */
  readonly key: string;
  /** The ARN of the encrypted resource, whose partition, Region and account the key has unless its ARN says otherwise. */
  readonly encrypted: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Refuses the use of a key, or returns `undefined`. A service calls KMS in the caller's name (IAM User Guide, aws:ViaAWSService). */
export function keyRefusal(
  authorize: Authorize,
  { principal, actions, key, encrypted, context }: KeyUse,
): string | undefined {
  const resource = keyArn(key, encrypted);
  const keyContext = principal.type === "AWS" ? { ...context, "aws:ViaAWSService": "true" } : context;
  return actions
    .map((action) => authorize({ principal, action, resource, context: keyContext }))
    .find((refusal) => refusal !== undefined);
}

function keyArn(key: string, encrypted: string): string {
  const [, partition, , region, accountId] = encrypted.split(":");
  const name = key.startsWith("alias/") ? key : `key/${key}`;
  return key.startsWith("arn:") ? key : `arn:${partition}:kms:${region}:${accountId}:${name}`;
}
