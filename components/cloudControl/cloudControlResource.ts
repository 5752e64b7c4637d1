import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/documents";

/** The CloudFormation types that the project makes through Cloud Control, since the AWS provider has no resource of its own for them. */
type CloudControlType = "AWS::CloudTrail::Channel" | "AWS::CloudTrail::Dashboard" | "AWS::CloudTrail::ResourcePolicy";

/**
 * A resource made through AWS Cloud Control, one of its type at a time: CloudTrail takes one CreateChannel and one PutResourcePolicy per
 * second, and a Cloud Control request that is throttled fails without a retry (AWS General Reference, "AWS CloudTrail endpoints and quotas";
 * terraform-provider-aws, internal/service/cloudcontrol/resource.go). The AWS provider itself retries a throttled CreateEventDataStore.
 *
 * Resources wait in the order of their declaration, and only while the program runs. A `dependsOn` would last in the state: then
 * `pulumi up --target` of one vendor would need every vendor before it.
 */
export class CloudControlResource extends aws.cloudcontrol.Resource {
  /** @param desiredState the type's properties, plain values with some inputs among them; what is undefined is left out */
  constructor(name: string, typeName: CloudControlType, desiredState: object, options: pulumi.CustomResourceOptions) {
    const latest = latestOfProgram();
    const text = pulumi.all([jsonDocument(desiredState), latest.get(typeName)]).apply(([document]) => document);
    super(name, { typeName, desiredState: text }, options);
    latest.set(typeName, settled(this.urn));
  }
}

/** By type: what settles when the latest resource of it exists. */
type LatestResources = Map<CloudControlType, Promise<void>>;

const byProgram = new WeakMap<object, LatestResources>();

/** The latest resources of the program that runs. One process may run several, each with a resource monitor of its own. */
function latestOfProgram(): LatestResources {
  const program = pulumi.runtime.getMonitor() ?? byProgram;
  const latest = byProgram.get(program) ?? new Map();
  byProgram.set(program, latest);
  return latest;
}

/** Resolves when the engine has answered for a resource, also with an error. */
async function settled(urn: pulumi.Output<string>): Promise<void> {
  // Of an output that may never be known, this is what always settles.
  await pulumi.isSecret(urn).catch(() => undefined);
}

/**
 * The resource-based policy of a channel, an event data store or a dashboard, through Cloud Control. A resource has one: this one replaces
 * any other (AWS CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy). The schema takes the document as an object or as a text.
 * It is passed as a text, which an update replaces as a whole, whatever form CloudTrail returns it in.
 */
export function cloudTrailResourcePolicy(
  name: string,
  ResourceArn: pulumi.Output<string>,
  ResourcePolicy: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): CloudControlResource {
  return new CloudControlResource(name, "AWS::CloudTrail::ResourcePolicy", { ResourceArn, ResourcePolicy }, options);
}

/** Tags as CloudFormation writes them. */
type CloudFormationTags = readonly { readonly Key: string; readonly Value: string }[];

/**
 * The `Tags` of a Cloud Control resource, sorted by key. The provider adds its `defaultTags` to none, since they are part of a JSON text, so
 * they are added here; a tag of the resource's own wins. There is always one (projectTag): CloudTrail does not return an empty list, and a
 * patch that adds a first element to a list that is not there fails.
 */
export function cloudControlTags(
  tags: Readonly<Record<string, string>>,
  { parent, provider }: pulumi.CustomResourceOptions,
): pulumi.Output<CloudFormationTags> {
  const defaults = aws.getDefaultTagsOutput({}, { ...(parent && { parent }), ...(provider && { provider }) }).tags;
  return pulumi.output(defaults).apply((common) => {
    const all = Object.entries({ ...common, ...tags }).map(([Key, Value]) => ({ Key, Value }));
    return all.sort((one, other) => (one.Key < other.Key ? -1 : 1));
  });
}
