export interface CloudContext {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The provider's `defaultTags`, which it adds to the tags of every resource that takes tags. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** A resource's properties, in camelCase as Pulumi passes them. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface CreatedResource {
  readonly id: string;
  readonly outputs: Inputs;
}

/** One type of resource, as strict as the AWS provider and the service behind it. */
export interface ResourceType {
  /** Adds an automatic name where none is given, as the provider's own check does. */
  complete(inputs: Inputs, logicalName: string): Inputs;
  /** Reports what is wrong with completed inputs, each as `property: what is wrong, but found the value; allowed: ...`. */
  check(inputs: Inputs, context: CloudContext): readonly string[];
  /** Answers completed inputs that are valid. Equal arguments give equal answers. */
  create(inputs: Inputs, context: CloudContext, logicalName: string): CreatedResource;
  /** The outputs that an update changes beyond its inputs. @throws Error where the cloud refuses the change */
  readonly update?: (existing: { readonly inputs: Inputs; readonly outputs: Inputs }, inputs: Inputs) => Inputs;
  /** The inputs that cannot change in place. A dot descends into JSON text: `desiredState.Source`. */
  readonly replaceOnChanges: readonly string[];
  /** The outputs that are not known until the resource exists. */
  readonly computedAtCreate: readonly string[];
}

/** Stands for a value that is not known yet, as Pulumi's resource provider protocol writes it (`UnknownStringValue`). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function containsUnknown(value: unknown): boolean {
  if (typeof value === "string") {
    return value.includes(unknownValue);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
