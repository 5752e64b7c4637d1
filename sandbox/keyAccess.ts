import type { Authorize } from "./authorization";
import type { Principal } from "./iam/accessRequest";

/** A call that needs the key by which a resource is encrypted. */
export interface KeyUse {
  readonly principal: Principal;
  /** For example `kms:Decrypt`. */
  readonly actions: readonly string[];
  /** A key as a resource names it: by its ARN, its id or an alias. */
  readonly key: string;
  /** The ARN of the encrypted resource, whose partition, Region and account the key has unless its ARN says otherwise. */
  readonly encrypted: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * The reason why a principal may not use a key, or `undefined`. The resource's service calls KMS in the name of a role or user (IAM User
 * Guide, "AWS global condition context keys", aws:ViaAWSService).
 */
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

/** Policies name a key by an ARN. */
function keyArn(key: string, encrypted: string): string {
  const [, partition, , region, accountId] = encrypted.split(":");
  const name = key.startsWith("alias/") ? key : `key/${key}`;
  return key.startsWith("arn:") ? key : `arn:${partition}:kms:${region}:${accountId}:${name}`;
}
