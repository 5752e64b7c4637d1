import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "./jsonDocument";
import { sortedTags } from "./sortedTags";

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
 * A CloudTrail Lake channel for events from outside AWS, through Cloud Control, since the AWS provider has no resource of its own
 * for it (AWS CloudFormation Template Reference, AWS::CloudTrail::Channel). Lists are sorted, because Cloud Control updates by a
 * JSON patch in which order matters. A Region takes one channel a Source, so the old one goes before its replacement comes.
 */
export class IntegrationChannel extends aws.cloudcontrol.Resource {
  /** The channel's ARN, which is also its id. */
  readonly channelArn: pulumi.Output<string>;

  constructor(name: string, args: IntegrationChannelArgs, options: pulumi.CustomResourceOptions) {
    const destinations = pulumi
      .output(args.eventDataStoreArns)
      .apply((arns) => [...arns].sort().map((Location) => ({ Type: "EVENT_DATA_STORE", Location })));
    const desiredState = jsonDocument({
      Name: args.name,
      Source: args.source,
      Destinations: destinations,
      Tags: sortedTags(args.tags),
    });
    super(
      name,
      { typeName: "AWS::CloudTrail::Channel", desiredState },
      pulumi.mergeOptions({ deleteBeforeReplace: true }, options),
    );
    this.channelArn = this.id;
  }
}
