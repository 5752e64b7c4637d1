import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lakeBucketName } from "./lakeNames";
import { namePrefix, projectTagKey } from "./names";

/** Account, Region and partition of the stack's resources. */
export interface Location {
  readonly partition: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
}

/** Looks up the location that the provider in the options deploys to. */
export function currentLocation(options: pulumi.InvokeOptions): Location {
  return {
    partition: aws.getPartitionOutput({}, options).partition,
    region: aws.getRegionOutput({}, options).region,
    accountId: aws.getCallerIdentityOutput({}, options).accountId,
  };
}

/** Makes the ARN of a resource from its service and name, for example `arn:aws:sqs:us-east-1:123456789012:NAME`. */
export function resourceArn(
  location: Location,
  service: string,
  resource: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

/** Returns the name of the stack's own bucket of audit events, which it makes unless its lake names an existing one. */
export function stackBucketName({ accountId, region }: Location): pulumi.Output<string> {
  return pulumi.all([accountId, region]).apply(([id, place]) => lakeBucketName(stackPrefix(), id, place));
}

/** Returns the prefix of the running stack's physical names. */
export function stackPrefix(): string {
  return namePrefix(pulumi.getProject(), pulumi.getStack());
}

/** Returns the tag of every resource. IAM policies select stores, channels, mappings and partner event buses by it: their ARNs do not name the project. */
export function projectTag(): Readonly<Record<string, string>> {
  return { [projectTagKey]: pulumi.getProject() };
}
