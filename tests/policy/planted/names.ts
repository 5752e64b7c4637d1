import * as aws from "@pulumi/aws";
import { lambdaTrust, type Planted } from "./planted";

const dashboardBody = JSON.stringify({ widgets: [{ type: "text", properties: { markdown: "# Audit" } }] });

/** Violations of which AWS refuses some at an up, and takes others for one resource without a word. */
export const names: readonly Planted[] = [
  {
    policy: "unique-names",
    what: "two dashboards of one name, which overwrite each other",
    resource: "dashboard-of-a-name-2",
    subject: "Name::audit",
    declare: () => {
      new aws.cloudwatch.Dashboard("dashboard-of-a-name-1", { dashboardName: "audit", dashboardBody });
      new aws.cloudwatch.Dashboard("dashboard-of-a-name-2", { dashboardName: "audit", dashboardBody });
    },
  },
  ...[2, 3].map((number) => ({
    policy: "unique-names",
    what: `schedule group number ${number} of a name`,
    resource: `group-of-a-name-${number}`,
    subject: "Name::detector",
    ...(number === 2 && { declare: threeGroups }),
  })),
  {
    policy: "unique-names",
    what: "two roles of one name but for its case, which IAM does not distinguish",
    resource: "role-of-a-name-2",
    subject: "Name::audit-forwarder",
    declare: () => {
      new aws.iam.Role("role-of-a-name-1", { name: "Audit-Forwarder", assumeRolePolicy: lambdaTrust });
      new aws.iam.Role("role-of-a-name-2", { name: "audit-forwarder", assumeRolePolicy: lambdaTrust });
    },
  },
  {
    policy: "unique-names",
    what: "two rules of one name on one bus of the program",
    resource: "rule-of-a-name-2",
    subject: "Name::audit-bus/audit",
    declare: () => {
      const { name: eventBusName } = new aws.cloudwatch.EventBus("bus-of-rules", { name: "audit-bus" });
      const eventPattern = JSON.stringify({ source: ["audit"] });
      new aws.cloudwatch.EventRule("rule-of-a-name-1", { name: "audit", eventBusName, eventPattern });
      new aws.cloudwatch.EventRule("rule-of-a-name-2", { name: "audit", eventBusName, eventPattern });
      new aws.cloudwatch.EventRule("rule-of-another-bus", { name: "audit", eventPattern });
    },
  },
];

function threeGroups(): void {
  for (const number of [1, 2, 3]) {
    new aws.scheduler.ScheduleGroup(`group-of-a-name-${number}`, { name: "detector" });
  }
}
