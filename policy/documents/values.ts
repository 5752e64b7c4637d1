/** JSON's value, or nothing. */
export function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** A value that may be written as JSON text, as documents and redrive policies may: what the text says, or the value itself. */
export function parsed(value: unknown): unknown {
  return typeof value === "string" ? jsonOf(value) : value;
}

/** The entry of a table under a key; undefined where it has none of its own: keys come from programs, and `constructor` is none. */
export function entryOf<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** An object's properties; none of another value. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** A list, where one item may stand for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? [...value] : [value];
}

/** A text as a regular expression that matches it alone. */
export function escaped(text: string): string {
  return text.replace(/[.+^()|[\]\\{}$*?]/g, "\\$&");
}

/** Reports if a flag is set; some properties take it as text (Pulumi Registry: `suspend` of an event data store). */
export function isTrue(flag: unknown, absent = false): boolean {
  return flag === undefined || flag === null ? absent : flag === true || flag === "true";
}
