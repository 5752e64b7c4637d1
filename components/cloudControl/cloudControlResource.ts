import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../aws/documents";

/** CloudFormation types that the project makes through Cloud Control, because the AWS provider has no resource of its own for them. */
type CloudControlType = "AWS::CloudTrail::Channel" | "AWS::CloudTrail::Dashboard" | "AWS::CloudTrail::ResourcePolicy";

/**
 * A resource made through AWS Cloud Control, one of its type at a time: CloudTrail takes one CreateChannel and one PutResourcePolicy per
 * second, and a throttled Cloud Control request fails without a retry (AWS General Reference, "AWS CloudTrail endpoints and quotas";
 * terraform-provider-aws, internal/service/cloudcontrol/resource.go). Resources wait only while the program runs: a `dependsOn` would last in
 * the state, and `pulumi up --target` of one vendor would need every vendor before it.
 */
export class CloudControlResource extends aws.cloudcontrol.Resource {
  /** @param desiredState the type's properties, as plain values and Inputs; undefined ones are left out */
  constructor(name: string, typeName: CloudControlType, desiredState: object, options: pulumi.CustomResourceOptions) {
    const latest = latestOfProgram();
    const text = pulumi.all([jsonDocument(desiredState), latest.get(typeName)]).apply(([document]) => document);
    super(name, { typeName, desiredState: text }, options);
    latest.set(typeName, settled(this.urn));
  }
}

/** Promises that settle when the latest resource of a type exists, by type. */
type LatestResources = Map<CloudControlType, Promise<void>>;

const byProgram = new WeakMap<object, LatestResources>();

/** Returns the latest resources of the running program. A process may run several programs, each with its own resource monitor. */
function latestOfProgram(): LatestResources {
  const program = pulumi.runtime.getMonitor() ?? byProgram;
  const latest = byProgram.get(program) ?? new Map();
  byProgram.set(program, latest);
  return latest;
}

/** Resolves when the engine has registered a resource or failed to. */
async function settled(urn: pulumi.Output<string>): Promise<void> {
  // An Output may never become known, but its secretness always settles.
  await pulumi.isSecret(urn).catch(() => undefined);
}

/**
 * Makes the resource policy of a channel, a store or a dashboard, each of which has one (AWS CloudFormation Template Reference,
 * AWS::CloudTrail::ResourcePolicy). It is passed as text, so an update replaces it as a whole.
 */
export function cloudTrailResourcePolicy(
  name: string,
  ResourceArn: pulumi.Output<string>,
  ResourcePolicy: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): CloudControlResource {
  return new CloudControlResource(name, "AWS::CloudTrail::ResourcePolicy", { ResourceArn, ResourcePolicy }, options);
}

/** Tags in CloudFormation's form. */
type CloudFormationTags = readonly { readonly Key: string; readonly Value: string }[];

/**
 * Makes the `Tags` of a Cloud Control resource, sorted by key, including the provider's `defaultTags`, which the provider does not add to such resources.
 * There is always one tag (projectTag): CloudTrail returns no empty list, and a patch cannot add a first element to a missing list.
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
