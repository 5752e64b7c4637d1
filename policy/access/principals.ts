import { hasWildcard } from "../documents/statements";

/** Reports if a principal is everyone: `*` in any form, or AWS accounts or identities with a wildcard. */
export function isEveryone(principal: string): boolean {
  const { type, value } = partsOf(principal);
  return principal === "*" || type === "*" || (type === "AWS" && hasWildcard(value));
}

/** Returns the service of a service principal, without its Region: `logs.amazonaws.com` of `Service:logs.eu-west-1.amazonaws.com`. */
export function serviceOf(principal: string): string | undefined {
  const { type, value } = partsOf(principal);
  return type === "Service" ? withoutRegion(value) : undefined;
}

/**
 * Removes Region and partition from a service's name, in lower case (AWS General Reference, "Service endpoints"; IAM User Guide, "AWS service principals":
 * a service may have one for each Region; the domains of partitions: partitions.json of AWS's SDKs).
 */
export function withoutRegion(service: string): string {
  return service
    .toLowerCase()
    .replace(
      /\.(amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/,
      ".amazonaws.com",
    )
    .replace(/\.[a-z]{2,}(-[a-z]+)+-\d+\.amazonaws\.com$/, ".amazonaws.com");
}

/** Returns the identity provider of a federated principal: an ARN, or the host of a provider built into IAM. */
export function identityProviderOf(principal: string): string | undefined {
  const { type, value } = partsOf(principal);
  return type === "Federated" ? value : undefined;
}

/** Returns the account of a principal that is a whole account: `123456789012` or its root's ARN. */
export function wholeAccountOf(principal: string): string | undefined {
  return /^AWS:(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}

/** Reports if a principal is the ARN of one role, user or session. */
export function isNamedIdentity(principal: string): boolean {
  return /^AWS:arn:[\w-]+:(iam|sts)::\d{12}:(role|user|assumed-role|federated-user)\/[^*?]+$/.test(principal);
}

function partsOf(principal: string): { readonly type: string; readonly value: string } {
  const [type = "", ...rest] = principal.split(":");
  return { type, value: rest.join(":") };
}
