/** A resource in the form that policies read. During a preview, reading a property with an unknown value throws. */
export interface JudgedResource<Properties = Readonly<Record<string, unknown>>> {
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`; CloudFormation's name for a type that the AWS package does not have. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly urn: string;
  /** The checked inputs; for a stack policy, overlaid with the outputs. */
  readonly props: Properties;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** The provider that deploys it. Only the engine supplies it. */
  readonly provider?: { readonly props: Readonly<Record<string, unknown>> };
  /** Returns the URNs of the resources that a property's value comes from. Only the engine supplies it, and only to stack policies. */
  readonly sourcesOf?: (property: string) => readonly string[];
}

/** Makes a URN for a resource that was recorded without one. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}
