/** Parses JSON; undefined for other text. */
export function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** Parses a value that may be JSON text, such as a document or a redrive policy; returns other values unchanged. */
export function parsed(value: unknown): unknown {
  return typeof value === "string" ? jsonOf(value) : value;
}

/** Returns the entry of a table under a key, only if it is the table's own: keys come from programs, and may be `constructor`. */
export function entryOf<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Returns an object's properties; none for other values. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** Converts to a list a value that may be a single item. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? [...value] : [value];
}

/** Escapes a text for a regular expression that matches only this text. */
export function escaped(text: string): string {
  return text.replace(/[.+^()|[\]\\{}$*?]/g, "\\$&");
}

/** Reports if a flag is set; some properties accept it as text (Pulumi Registry: `suspend` of an event data store). */
export function isTrue(flag: unknown, absent = false): boolean {
  return flag === undefined || flag === null ? absent : flag === true || flag === "true";
}
