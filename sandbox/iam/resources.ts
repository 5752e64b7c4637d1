import { matchesPattern } from "../wildcard";
import { ARN_COMPONENTS, countColons, resourcePattern } from "./arnPattern";
import { asList, asString, oneOf } from "./documentShape";
import type { Matcher, PolicyType, Surroundings } from "./documentTypes";
import { inside, type Place, PolicyDocumentError } from "./policyDocumentError";
import { expand, hasVariables, parseTemplate, type Template } from "./policyVariables";
import type { RequestContext } from "./requestContext";

/**
 * True when a Resource or NotResource element covers the resource. A value whose policy variable has no value covers
 * nothing (IAM User Guide, IAM policy elements: Variables and tags).
 */
export function coversResource(element: Matcher<Template>, resource: string, context: RequestContext): boolean {
  const named = element.values.some((template) => {
    const expansion = expand(template, context);
    return expansion !== undefined && matchesPattern(resourcePattern(expansion), resource);
  });
  return named !== element.negated;
}

/** Reads the Resource or NotResource element of a statement; a trust policy has none. */
export function parseResources(
  statement: Readonly<Record<string, unknown>>,
  { type, variables, place }: Surroundings,
): Matcher<Template> | undefined {
  if (type === "role trust policy") {
    const stray = ["Resource", "NotResource"].find((element) => statement[element] !== undefined);
    if (stray !== undefined) {
      throw new PolicyDocumentError(inside(place, stray), "a trust policy has no resource but the role it belongs to.");
    }
    return undefined;
  }
  const { element, negated, value } = oneOf(statement, "Resource", place);
  const values = asList(value, inside(place, element)).map((listed) =>
    parseResource(asString(listed.value, listed.place), variables, type, listed.place),
  );
  return { negated, values };
}

/** IAM User Guide, IAM JSON policy elements: Resource; Grammar of the IAM JSON policy language. */
function parseResource(resource: string, variables: boolean, type: PolicyType, place: Place): Template {
  if (resource === "*") {
    return [{ kind: "text", text: resource }];
  }
  const [arn, , service = ""] = resource.split(":");
  if (arn !== "arn") {
    throw new PolicyDocumentError(place, `"${resource}" is neither an ARN nor "*".`);
  }
  if (/[*?]/.test(service)) {
    throw new PolicyDocumentError(place, `"${resource}" has a wildcard in its service.`);
  }
  const template = parseTemplate(resource, variables, place);
  const firstVariable = template.findIndex((part) => part.kind === "variable");
  if (hasVariables(template) && countColons(template.slice(0, firstVariable)) < ARN_COMPONENTS - 1) {
    throw new PolicyDocumentError(place, `"${resource}" has a policy variable before the fifth colon of its ARN.`);
  }
  const missing = ARN_COMPONENTS - 1 - countColons(template);
  if (missing > 0 && type === "session policy") {
    throw new PolicyDocumentError(place, `"${resource}" is an incomplete ARN, which a session policy may not have.`);
  }
  // AWS completes an identity-based policy's incomplete ARN with wildcards; a boundary is such a policy too.
  const completes = missing > 0 && (type === "identity-based policy" || type === "permissions boundary");
  return completes ? [...template, { kind: "text", text: ":*".repeat(missing) }] : template;
}
