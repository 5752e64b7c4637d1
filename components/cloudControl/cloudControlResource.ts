import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/documents";

/** The CloudFormation types that the project makes through Cloud Control, since the AWS provider has no resource of its own for them. */
type CloudControlType = "AWS::CloudTrail::Channel" | "AWS::CloudTrail::Dashboard" | "AWS::CloudTrail::ResourcePolicy";

/**
 * A resource made through AWS Cloud Control, one of its type at a time: CloudTrail takes one CreateChannel and one PutResourcePolicy per
 * second, and a throttled Cloud Control request fails without a retry (AWS General Reference, "AWS CloudTrail endpoints and quotas";
 * terraform-provider-aws, internal/service/cloudcontrol/resource.go). Resources wait only while the program runs: a `dependsOn` would last in
 * the state, and `pulumi up --target` of one vendor would need every vendor before it.
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
 * Makes the one resource policy of a channel, a store or a dashboard (AWS CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy). It
 * is passed as text, so that an update replaces it as a whole.
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
 * Makes the `Tags` of a Cloud Control resource, sorted by key, with the provider's `defaultTags`, which the provider adds to none. There is
 * always one (projectTag): CloudTrail returns no empty list, and a patch cannot add a first element to a list that is not there.
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
