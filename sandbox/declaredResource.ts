/**
 * One resource as a Pulumi program declared it (`inputs`) and the provider answered (`outputs`): recorded under Pulumi's mocks, or read
 * from a stack's state. The sandbox is made of nothing else.
 */
export interface DeclaredResource {
  /** The URN, as the engine makes it. */
  readonly urn: string;
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The resource's logical name in the program. */
  readonly name: string;
  /** The URN of its parent, where it has one. */
  readonly parent?: string;
  /** URNs of the resources that must exist before it, where there are any. */
  readonly dependencies?: readonly string[];
  /** The provider's id; absent for component resources. */
  readonly id?: string;
  /** What the program declared. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What a provider would answer. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A declared number, or what stands in for it where none is declared. */
export function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** A document that was declared as JSON text or as an object; `undefined` where none was. */
export function documentOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const document: unknown = typeof value === "string" && value !== "" ? JSON.parse(value) : value;
  return typeof document === "object" && document !== null ? (document as Record<string, unknown>) : undefined;
}
