import * as pulumi from "@pulumi/pulumi";
import { CloudControlResource } from "../cloudControl/cloudControlResource";
import { refuseOrderDependentUpdates } from "../cloudControl/refuseOrderDependentUpdates";
import { cloudControlTags } from "../cloudControl/tags";

/** The arguments of an {@link IntegrationChannel}. */
export interface IntegrationChannelArgs {
  /** 3 to 128 letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** CloudTrail's fixed name for the origin of the events, for example `OktaSystemLogEvents`. A change replaces the channel. */
  readonly source: string;
  /** ARNs of the event data stores that the channel delivers to. */
  readonly eventDataStoreArns: pulumi.Input<readonly string[]>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A CloudTrail Lake channel for events from outside AWS, through Cloud Control (AWS CloudFormation Template Reference,
 * AWS::CloudTrail::Channel). A Region takes one channel per Source, so the old one is deleted before its replacement is made. An update that
 * could hit another store or tag than the one that is meant is refused.
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
