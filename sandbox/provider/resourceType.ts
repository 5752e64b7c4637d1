export interface CloudContext {
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The provider's `defaultTags`, which it adds to the tags of every resource that supports tags. @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** A resource's properties, in camelCase as in Pulumi. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface CreatedResource {
  readonly id: string;
  readonly outputs: Inputs;
}

/** One type of resource, as strict as the AWS provider and the service behind it. */
export interface ResourceType {
  /** Adds an automatic name if none is given, as the provider's own check does. */
  complete(inputs: Inputs, logicalName: string): Inputs;
  /** Reports problems of completed inputs, each as `property: what is wrong, but found the value; allowed: ...`. */
  check(inputs: Inputs, context: CloudContext): readonly string[];
  /** Returns the outputs for valid completed inputs. Equal arguments give equal outputs. */
  create(inputs: Inputs, context: CloudContext, logicalName: string): CreatedResource;
  /** The outputs that an update changes beyond its inputs. @throws Error if the cloud rejects the change */
  readonly update?: (existing: { readonly inputs: Inputs; readonly outputs: Inputs }, inputs: Inputs) => Inputs;
  /** The inputs that cannot change in place. A dot addresses a key in JSON text: `desiredState.Source`. */
  readonly replaceOnChanges: readonly string[];
  /** The outputs that are not known until the resource exists. */
  readonly computedAtCreate: readonly string[];
}

/** Marks a value that is not known yet, as in Pulumi's resource provider protocol (`UnknownStringValue`). */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function containsUnknown(value: unknown): boolean {
  if (typeof value === "string") {
    return value.includes(unknownValue);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
