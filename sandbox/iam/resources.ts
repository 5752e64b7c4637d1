import { matchesPattern, type Pattern, wildcardOf } from "../wildcard";
import {
  asList,
  asString,
  inside,
  type Matcher,
  oneOf,
  type Place,
  PolicyDocumentError,
  type PolicyType,
  refuseVariables,
  type Surroundings,
} from "./documentShape";

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
  // AWS completes an incomplete ARN in an identity-based policy or a boundary with wildcards.
  const missing = type === "resource-based policy" ? 0 : Math.max(0, ARN_COMPONENTS - parts.length);
  return `${resource}${":*".repeat(missing)}`;
}

/** `arn:partition:service:region:account:resource`; the resource may contain further colons. */
const ARN_COMPONENTS = 6;

/**
 * ArnEquals and ArnLike compare the six components separately, so no wildcard crosses a colon before the resource (IAM User Guide, Condition
 * operators). With fewer than six components nothing matches, not even `*`.
 */
export function matchesArn(pattern: Pattern, value: string): boolean {
  const patterns = components(pattern);
  const values = components(Array.from(value)).map((component) => component.join(""));
  return (
    patterns.length === ARN_COMPONENTS &&
    values.length === ARN_COMPONENTS &&
    patterns.every((component, index) => matchesPattern(component, values[index] ?? ""))
  );
}

/**
 * Reads a Resource value as a pattern. A `*` at the end of its segment crosses colons, other wildcards do not; the text after the fifth colon is
 * one segment (IAM User Guide, IAM JSON policy elements: Resource).
 */
function resourcePattern(text: string): Pattern {
  const characters = Array.from(text);
  let colons = 0;
  return characters.map((character, index) => {
    colons += character === ":" ? 1 : 0;
    const next = characters[index + 1];
    const endsSegment = character === "*" && (next === undefined || next === ":");
    return wildcardOf(character, endsSegment || colons >= ARN_COMPONENTS - 1) ?? character;
  });
}

function components<Token>(tokens: readonly (Token | string)[]): readonly (Token | string)[][] {
  const found: (Token | string)[][] = [[]];
  for (const token of tokens) {
    if (token === ":" && found.length < ARN_COMPONENTS) {
      found.push([]);
    } else {
      found.at(-1)?.push(token);
    }
  }
  return found;
}
