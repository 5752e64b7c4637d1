import type * as pulumi from "@pulumi/pulumi";
import { CloudControlResource } from "./cloudControlResource";

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
