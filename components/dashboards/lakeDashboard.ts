import * as pulumi from "@pulumi/pulumi";
import { CloudControlResource } from "../cloudControl/cloudControlResource";
import { cloudControlTags } from "../cloudControl/tags";
import type { LakeWidget } from "./lakeWidgets";

/** The arguments of a {@link LakeDashboard}. */
export interface LakeDashboardArgs {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  /** At most 10. */
  readonly widgets: pulumi.Output<readonly LakeWidget[]>;
  /** How often CloudTrail refreshes it: 1, 6, 12 or 24 hours. @default by hand alone */
  readonly refreshHours?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A CloudTrail Lake dashboard, through Cloud Control (AWS CloudFormation Template Reference, AWS::CloudTrail::Dashboard). It holds nothing but
 * its queries, so it has no termination protection, and every change replaces it: Cloud Control changes list elements by their position, while
 * CloudTrail returns tags in any order, and the provider's patch loses a new order of widgets where their number changes. Its name is its
 * identity, so the old one is deleted before its replacement is made. CloudTrail refreshes it by a schedule only when the dashboard's own
 * policy allows it.
 */
export class LakeDashboard extends CloudControlResource {
  /** The dashboard's ARN, which is also its id. */
  readonly dashboardArn: pulumi.Output<string>;

  constructor(name: string, args: LakeDashboardArgs, options: pulumi.CustomResourceOptions) {
    const desiredState = {
      Name: args.name,
      Widgets: args.widgets,
      ...(args.refreshHours !== undefined && {
        RefreshSchedule: { Frequency: { Unit: "HOURS", Value: args.refreshHours }, Status: "ENABLED" },
      }),
      TerminationProtectionEnabled: false,
      Tags: cloudControlTags(args.tags, options),
    };
    const own = { deleteBeforeReplace: true, replaceOnChanges: ["desiredState"] };
    super(name, "AWS::CloudTrail::Dashboard", desiredState, pulumi.mergeOptions(own, options));
    this.dashboardArn = this.id;
  }
}
