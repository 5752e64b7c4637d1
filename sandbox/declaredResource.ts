/**
 * One resource as a Pulumi program declared it: what the program asked for (`inputs`) and what the provider answered
 * (`outputs`). The sandbox wires itself from a list of these and from nothing else, whether they were recorded under
 * Pulumi's mocks or read from the state of a real `pulumi up`.
 */
export interface DeclaredResource {
  readonly urn: string;
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** The resource's logical name in the program. */
  readonly name: string;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** URNs of the resources that must exist before it, where there are any. */
  readonly dependencies?: readonly string[];
  /** The provider's id; absent for component resources. */
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}
