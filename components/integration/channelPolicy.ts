import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/iamDocuments";
import { cloudTrailResourcePolicy } from "../cloudControl/cloudTrailResourcePolicy";
import type { ChannelArgs } from "./bridgeArgs";

/**
 * Lets a partner put audit events into a channel from its own account, with the external ID alone: without it, another customer of
 * the partner's could have the partner write here (IAM User Guide, "The confused deputy problem"; AWS CloudFormation Template
 * Reference, AWS::CloudTrail::ResourcePolicy).
 */
export function channelPolicy(
  name: string,
  { location, channelArn, principal, externalId }: ChannelArgs<"direct">,
  options: pulumi.CustomResourceOptions,
): aws.cloudcontrol.Resource {
  const document = policyDocument({
    Sid: "AllowPartner",
    Effect: "Allow",
    Principal: {
      AWS: principal.startsWith("arn:")
        ? principal
        : pulumi.interpolate`arn:${location.partition}:iam::${principal}:root`,
    },
    Action: "cloudtrail-data:PutAuditEvents",
    Resource: channelArn,
    Condition: { StringEquals: { "cloudtrail:ExternalId": externalId } },
  });
  return cloudTrailResourcePolicy(`${name}/channel-policy`, channelArn, document, options);
}
