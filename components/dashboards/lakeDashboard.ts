import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { jsonDocument } from "../jsonDocument";
import { sortedTags } from "../sortedTags";
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
 * A CloudTrail Lake dashboard, through Cloud Control, since the AWS provider has no resource of its own for it (AWS CloudFormation Template
 * Reference, AWS::CloudTrail::Dashboard). It holds nothing but its queries, so it has no termination protection. Its name is its identity,
 * so the old one would go before a replacement comes. CloudTrail refreshes it by a schedule only when the dashboard's own policy lets it.
 */
export class LakeDashboard extends aws.cloudcontrol.Resource {
  /** The dashboard's ARN, which is also its id. */
  readonly dashboardArn: pulumi.Output<string>;

  constructor(name: string, args: LakeDashboardArgs, options: pulumi.CustomResourceOptions) {
    const desiredState = jsonDocument({
      Name: args.name,
      Widgets: args.widgets,
      ...(args.refreshHours !== undefined && {
        RefreshSchedule: { Frequency: { Unit: "HOURS", Value: args.refreshHours }, Status: "ENABLED" },
      }),
      TerminationProtectionEnabled: false,
      Tags: sortedTags(args.tags),
    });
    super(
      name,
      { typeName: "AWS::CloudTrail::Dashboard", desiredState },
      pulumi.mergeOptions({ deleteBeforeReplace: true }, options),
    );
    this.dashboardArn = this.id;
  }
}
