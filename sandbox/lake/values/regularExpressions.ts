import { type Pattern, pattern } from "./regularExpression";
import { type ValueFunction, valueFunction } from "./valueFunction";

/** The matches of a pattern, one after the other. */
function matches(text: string, { expression }: Pattern): readonly RegExpExecArray[] {
  // The expression is shared, and would continue from the end of its last use.
  expression.lastIndex = 0;
  return [...text.matchAll(expression)];
}

/** Returns the position of a group in the expression. @throws Error if the pattern does not have the group */
function groupOf({ groups }: Pattern, group: bigint): number {
  const place = group < 0n ? undefined : groups[Number(group)];
  if (place !== undefined) return place;
  if (group < 0n) throw new Error("Group cannot be negative");
  throw new Error(`Pattern has ${groups.length - 1} groups. Cannot access group ${group}`);
}

function extract(text: string, source: string, group: bigint): string | null {
  const compiled = pattern(source);
  const place = groupOf(compiled, group);
  return matches(text, compiled)[0]?.[place] ?? null;
}

function extractAll(text: string, source: string, group: bigint): readonly (string | null)[] {
  const compiled = pattern(source);
  const place = groupOf(compiled, group);
  return matches(text, compiled).map((match) => match[place] ?? null);
}

function split(text: string, source: string): readonly string[] {
  let from = 0;
  const parts = matches(text, pattern(source)).map((match) => {
    const part = text.slice(from, match.index);
    from = match.index + match[0].length;
    return part;
  });
  return [...parts, text.slice(from)];
}

function replace(text: string, source: string, replacement: string): string {
  const compiled = pattern(source);
  const found = matches(text, compiled);
  // As in Trino, a replacement is checked on use.
  const pieces = found.length === 0 ? [] : replacementPieces(replacement, compiled);
  let from = 0;
  let result = "";
  for (const match of found) {
    result += text.slice(from, match.index);
    for (const piece of pieces) result += typeof piece === "string" ? piece : (match[piece] ?? "");
    from = match.index + match[0].length;
  }
  return result + text.slice(from);
}

/** The texts and the groups of a replacement: `$1`, `${name}`, and a backslash before any character. */
function replacementPieces(replacement: string, compiled: Pattern): readonly (string | number)[] {
  const pieces: (string | number)[] = [];
  const illegal = (what: string) => new Error(`Illegal replacement sequence: ${what}`);
  for (let rest = replacement; rest !== ""; ) {
    const [whole = "", escaped, name, digits] = /^(?:\\([\s\S])|\$\{(\w+)\}|\$(\d+)|[^\\$]+)/u.exec(rest) ?? [];
    if (whole === "") throw illegal(rest.slice(0, 2));
    rest = rest.slice(whole.length);
    if (escaped !== undefined) pieces.push(escaped);
    else if (name !== undefined) {
      const group = compiled.groups[compiled.names.get(name) ?? -1];
      if (group === undefined) throw illegal(`unknown group { ${name} }`);
      pieces.push(group);
    } else if (digits !== undefined) {
      const group = [...digits]
        .map((_, index) => digits.slice(0, digits.length - index))
        .find((some) => Number(some) < compiled.groups.length);
      if (group === undefined) throw illegal(`unknown group ${digits.slice(0, 1)}`);
      pieces.push(compiled.groups[Number(group)] ?? 0, digits.slice(group.length));
    } else pieces.push(whole);
  }
  return pieces;
}

function position(text: string, source: string, start: bigint, occurrence: bigint): bigint {
  if (start < 1n) throw new Error("start position cannot be smaller than 1");
  if (occurrence < 1n) throw new Error("occurrence cannot be smaller than 1");
  const skipped = [...text].slice(0, Number(start) - 1).join("").length;
  const found = matches(text, pattern(source)).filter(({ index }) => index >= skipped)[Number(occurrence) - 1];
  return found === undefined ? -1n : BigInt([...text.slice(0, found.index)].length + 1);
}

export const regularExpressionFunctions: readonly ValueFunction[] = [
  valueFunction("regexp_like", ["text", "text"], "boolean", (text, source) => {
    const { expression } = pattern(source);
    expression.lastIndex = 0;
    return expression.test(text);
  }),
  valueFunction("regexp_extract", ["text", "text", "whole"], "text", extract),
  valueFunction("regexp_extract_all", ["text", "text", "whole"], "texts", extractAll),
  valueFunction("regexp_replace", ["text", "text", "text"], "text", replace),
  valueFunction("regexp_split", ["text", "text"], "texts", split),
  valueFunction("regexp_count", ["text", "text"], "whole", (text, source) =>
    BigInt(matches(text, pattern(source)).length),
  ),
  valueFunction("regexp_position", ["text", "text", "whole", "whole"], "whole", position),
];
