import { matchesPattern } from "../wildcard";
import { ARN_COMPONENTS, resourcePattern } from "./arnPattern";
import { asList, asString, oneOf, refuseVariables } from "./documentShape";
import type { Matcher, PolicyType, Surroundings } from "./documentTypes";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";

/** True when a Resource or NotResource element covers the resource. */
export function coversResource(element: Matcher, resource: string): boolean {
  return element.values.some((value) => matchesPattern(resourcePattern(value), resource)) !== element.negated;
}

/** Reads the Resource or NotResource element of a statement; a trust policy has none. */
export function parseResources(
  statement: Readonly<Record<string, unknown>>,
  { type, place }: Surroundings,
): Matcher | undefined {
  if (type === "role trust policy") {
    const stray = ["Resource", "NotResource"].find((element) => statement[element] !== undefined);
    if (stray !== undefined) {
      throw new PolicyDocumentError(inside(place, stray), "a trust policy has no resource but the role it belongs to.");
    }
    return undefined;
  }
  const { element, negated, value } = oneOf(statement, "Resource", place);
  const values = asList(value, inside(place, element)).map((listed) =>
    parseResource(asString(listed.value, listed.place), type, listed.place),
  );
  return { negated, values };
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
