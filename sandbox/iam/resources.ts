import { matchesPattern } from "../wildcard";
import { ARN_COMPONENTS, resourcePattern } from "./arnPattern";
import { asList, asString, refuseVariables } from "./documentShape";
import type { PolicyType, Surroundings } from "./documentTypes";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";

/** True when a Resource element covers the resource. */
export function coversResource(element: readonly string[], resource: string): boolean {
  return element.some((value) => matchesPattern(resourcePattern(value), resource));
}

/** Reads the Resource element of a statement; a trust policy has none. */
export function parseResources(resources: unknown, { type, place }: Surroundings): readonly string[] | undefined {
  const here = inside(place, "Resource");
  if (type !== "role trust policy") {
    return asList(resources, here).map((listed) =>
      parseResource(asString(listed.value, listed.place), type, listed.place),
    );
  }
  if (resources !== undefined) {
    throw new PolicyDocumentError(here, "a trust policy has no resource but the role it belongs to.");
  }
  return undefined;
}

/** IAM User Guide, IAM JSON policy elements: Resource; Grammar of the IAM JSON policy language. */
function parseResource(resource: string, type: PolicyType, place: Place): string {
  if (resource === "*") {
    return resource;
  }
  const parts = resource.split(":");
  if (parts[0] !== "arn") {
    throw new PolicyDocumentError(place, `"${resource}" is neither an ARN nor "*".`);
  }
  if (/[*?]/.test(parts[2] ?? "")) {
    throw new PolicyDocumentError(place, `"${resource}" has a wildcard in its service.`);
  }
  refuseVariables(resource, place);
  // AWS completes an identity-based policy's incomplete ARN with wildcards; a boundary is such a policy too.
  const missing = type === "resource-based policy" ? 0 : Math.max(0, ARN_COMPONENTS - parts.length);
  return `${resource}${":*".repeat(missing)}`;
}
