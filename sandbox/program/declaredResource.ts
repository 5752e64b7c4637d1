/**
 * One resource with the inputs of a Pulumi program (`inputs`) and the outputs of the provider (`outputs`): recorded under Pulumi's mocks, or read
 * from a stack's state. The sandbox is built from declared resources only.
 */
export interface DeclaredResource {
  /** The URN, in the engine's form. */
  readonly urn: string;
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The resource's logical name in the program. */
  readonly name: string;
  /** The URN of its parent, if it has one. */
  readonly parent?: string;
  /** URNs of the resources that must exist first, if there are any. */
  readonly dependencies?: readonly string[];
  /** The provider's id; absent for component resources. */
  readonly id?: string;
  /** The program's inputs. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The provider's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Returns a declared number, or the given default if none is declared. */
export function numberOr(value: unknown, fallback: number): number {
  return typeof value === "number" ? value : fallback;
}

/** Reads a document declared as JSON text or as an object; `undefined` if there is none. */
export function documentOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const document: unknown = typeof value === "string" && value !== "" ? JSON.parse(value) : value;
  return typeof document === "object" && document !== null ? (document as Record<string, unknown>) : undefined;
}
