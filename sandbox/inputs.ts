/** A declared number, or what stands in for it where none is declared. */
export function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** A document that was declared as JSON text or as an object; `undefined` where none was. */
export function documentOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const document: unknown = typeof value === "string" && value !== "" ? JSON.parse(value) : value;
  return typeof document === "object" && document !== null ? (document as Record<string, unknown>) : undefined;
}
