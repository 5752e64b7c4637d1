import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../aws/documents";
import { CloudControlResource, cloudControlTags, cloudTrailResourcePolicy } from "../cloudControl/cloudControlResource";
import { refuseOrderDependentUpdates } from "../cloudControl/refuseOrderDependentUpdates";
import type { ChannelArgs } from "./partnerAuditIntegrationArgs";

/** Arguments of an {@link IntegrationChannel}. */
interface IntegrationChannelArgs {
  /** 3 to 128 letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** CloudTrail's fixed name for the origin of the events, for example `OktaSystemLogEvents`. A change replaces the channel. */
  readonly source: string;
  /** ARNs of the event data stores that the channel delivers to. */
  readonly eventDataStoreArns: pulumi.Input<readonly string[]>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A CloudTrail Lake channel for events from outside AWS (AWS CloudFormation Template Reference, AWS::CloudTrail::Channel). A Region takes one
 * channel per Source, so the old one is deleted before its replacement is made. An update that could change the wrong store or tag is refused.
 */
export class IntegrationChannel extends CloudControlResource {
  /** The channel's ARN, which is also its id. */
  readonly channelArn: pulumi.Output<string>;

  constructor(name: string, args: IntegrationChannelArgs, options: pulumi.CustomResourceOptions) {
    const desiredState = {
      Name: args.name,
      Source: args.source,
      Destinations: pulumi
        .output(args.eventDataStoreArns)
        .apply((arns) => [...arns].sort().map((Location) => ({ Type: "EVENT_DATA_STORE", Location }))),
      Tags: cloudControlTags(args.tags, options),
    };
    const own = { deleteBeforeReplace: true, ...refuseOrderDependentUpdates(name) };
    super(name, "AWS::CloudTrail::Channel", desiredState, pulumi.mergeOptions(own, options));
    this.channelArn = this.id;
  }
}

/**
 * Lets a partner's account put audit events into a channel, only with the external ID, which the partner's other customers do not have (IAM User
 * Guide, "The confused deputy problem"; AWS CloudFormation Template Reference, AWS::CloudTrail::ResourcePolicy).
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
      AWS: pulumi
        .all([principal, location.partition])
        .apply(([caller, partition]) => (caller.startsWith("arn:") ? caller : `arn:${partition}:iam::${caller}:root`)),
    },
    Action: "cloudtrail-data:PutAuditEvents",
    Resource: channelArn,
    Condition: { StringEquals: { "cloudtrail:ExternalId": externalId } },
  });
  return cloudTrailResourcePolicy(`${name}/channel-policy`, channelArn, document, options);
}

/** Makes a policy with the permissions that an application in this account needs to put audit events into the channel; attach it to the application's role. */
export function putAuditEventsPolicy(
  name: string,
  { names, channelArn, rolePath, tags }: ChannelArgs<"solution">,
  options: pulumi.CustomResourceOptions,
): aws.iam.Policy {
  return new aws.iam.Policy(
    `${name}/put-audit-events-policy`,
    {
      name: names.policy,
      path: rolePath,
      description: `Allows putting the audit events of ${name} into their channel`,
      policy: policyDocument({
        Sid: "PutAuditEvents",
        Effect: "Allow",
        Action: "cloudtrail-data:PutAuditEvents",
        Resource: channelArn,
      }),
      tags,
    },
    options,
  );
}
