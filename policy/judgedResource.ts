/** A resource as a policy sees it. At a preview, reading a property whose value is not known yet throws. */
export interface JudgedResource<Properties = Readonly<Record<string, unknown>>> {
  /** Pulumi's type token, for example `aws:sqs/queue:Queue`; of a type that the AWS package has not, CloudFormation's name. */
  readonly type: string;
  /** The logical name in the program. */
  readonly name: string;
  readonly urn: string;
  /** The inputs, as the provider took them; for a stack policy, the outputs over them. */
  readonly props: Properties;
  /** The URN of the component that it belongs to. */
  readonly parent?: string;
  /** The provider that deploys it. The engine alone knows it. */
  readonly provider?: { readonly props: Readonly<Record<string, unknown>> };
  /** The URNs of the resources that a property's value comes from. The engine alone knows them, to stack policies alone. */
  readonly sourcesOf?: (property: string) => readonly string[];
}

/** A URN for a resource that was recorded without one. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:stack::project::${type}::${name}`;
}
