import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { lakeBucketName } from "./lakeNames";
import { namePrefix, projectTagKey } from "./names";

/** Where the stack's resources live. */
export interface Location {
  readonly partition: pulumi.Output<string>;
  readonly region: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
}

/** The location that the given options' provider deploys to. */
export function currentLocation(options: pulumi.InvokeOptions): Location {
  return {
    partition: aws.getPartitionOutput({}, options).partition,
    region: aws.getRegionOutput({}, options).region,
    accountId: aws.getCallerIdentityOutput({}, options).accountId,
  };
}

/** The ARN of a resource by its service and name, for example `arn:aws:sqs:us-east-1:123456789012:NAME`. */
export function resourceArn(
  location: Location,
  service: string,
  resource: pulumi.Input<string>,
): pulumi.Output<string> {
  return pulumi.interpolate`arn:${location.partition}:${service}:${location.region}:${location.accountId}:${resource}`;
}

/** The name of the bucket of audit events that the stack makes where its lake brings none along. */
export function stackBucketName({ accountId, region }: Location): pulumi.Output<string> {
  return pulumi.all([accountId, region]).apply(([id, place]) => lakeBucketName(stackPrefix(), id, place));
}

/** The prefix of the physical names of the stack that is being deployed. */
export function stackPrefix(): string {
  return namePrefix(pulumi.getProject(), pulumi.getStack());
}

/** The tag of every resource. IAM policies find stores, channels, mappings and partner event buses by it, whose ARNs have no name of the project. */
export function projectTag(): Readonly<Record<string, string>> {
  return { [projectTagKey]: pulumi.getProject() };
}
