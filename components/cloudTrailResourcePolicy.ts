import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "./jsonDocument";

/**
 * The own policy of a channel, an event data store or a dashboard, through Cloud Control. A resource has one: this one takes the place of
 * any other (AWS CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy).
 */
export function cloudTrailResourcePolicy(
  name: string,
  resourceArn: pulumi.Output<string>,
  document: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): aws.cloudcontrol.Resource {
  return new aws.cloudcontrol.Resource(
    name,
    {
      typeName: "AWS::CloudTrail::ResourcePolicy",
      desiredState: jsonDocument({ ResourceArn: resourceArn, ResourcePolicy: document.apply(JSON.parse) }),
    },
    options,
  );
}
