import { matchesPattern, type Pattern, wildcardOf } from "../wildcard";

/** `arn:partition:service:region:account:resource`; the resource may hold further colons. */
export const ARN_COMPONENTS = 6;

/**
 * ArnEquals and ArnLike: each of the six components is compared on its own, so a wildcard never reaches past a colon
 * before the resource (IAM User Guide, IAM JSON policy elements: Condition operators). A pattern or a value with fewer
 * than six components is no ARN and matches nothing, also `*` alone.
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
 * A Resource element's value as a pattern. A `*` that ends its segment may reach past colons, every other wildcard stays in
 * its segment, and the part behind the fifth colon is one segment (IAM User Guide, IAM JSON policy elements: Resource).
 */
export function resourcePattern(text: string): Pattern {
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
