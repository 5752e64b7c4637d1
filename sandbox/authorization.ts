import type { Principal } from "./iam/accessRequest";

export interface AccessCall {
  /** An AWS service on its own behalf, or a function in the session of its role. */
  readonly principal: Principal;
  /** For example `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN of the action's resource. */
  readonly resource: string;
  /** Condition keys from the caller's context, for example `aws:SourceArn`. */
  readonly context: Readonly<Record<string, string>>;
}

/** Returns `undefined` for an allowed call, else the sentence with which AWS refuses it. */
export type Authorize = (call: AccessCall) => string | undefined;

export const allowEverything: Authorize = () => undefined;

interface KeyUse {
  readonly principal: Principal;
  /** For example `kms:Decrypt`. */
  readonly actions: readonly string[];
  /** A key as a resource references it: by its ARN, its id or an alias. */
  readonly key: string;
  /** The ARN of the encrypted resource. The key has the same partition, Region and account unless its ARN differs. */
  readonly encrypted: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Refuses the use of a key, or returns `undefined`. A service calls KMS on behalf of the caller (IAM User Guide, aws:ViaAWSService). */
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
