import { isTrue } from "../documents/values";
import { type Finding, findingIf, type StackPolicy } from "../policy";
import { auditLogGroups } from "../stack/auditLogs";
import { counted } from "../text";

/** Requires a log group that holds audit events to be kept as long as evidence. */
export const auditLogRetention: StackPolicy = {
  name: "audit-log-retention",
  description:
    "A log group that receives audit events keeps them as long as evidence and is protected against deletion. A log group counts as one if a function's AUDIT_LOG_GROUP_ARN names it.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-9", "NIST 800-53 AU-11"],
  remediation: "Raise retentionInDays, never lower it, and set deletionProtectionEnabled.",
  configuration: {
    floorDays: {
      type: "integer",
      minimum: 1,
      description: "Minimum days that a log group keeps audit events.",
      default: 90,
    },
  },
  stackRules: [
    (stack, { configuration }) =>
      auditLogGroups(stack).flatMap((about) => [
        { about, find: () => shortFindings(about, Number(configuration.floorDays)) },
        { about, find: () => deletableFindings(about) },
      ]),
  ],
};

type LogGroup = ReturnType<typeof auditLogGroups>[number];

/** Events are deleted as soon as a retention is shortened below their age (Amazon CloudWatch Logs User Guide, "Change log data retention"). */
function shortFindings({ name, props }: LogGroup, least: number): readonly Finding[] {
  const { retentionInDays: days = 0 } = props;
  return findingIf(
    days !== 0 && days < least,
    `retentionInDays::${days}`,
    `The log group ${name} holds audit events and keeps them for ${counted(days, "day")} (retentionInDays); set it to ${least} or more: older events are deleted at once.`,
  );
}

/** Source: Amazon CloudWatch Logs API Reference, PutLogGroupDeletionProtection. */
function deletableFindings({ name, props }: LogGroup): readonly Finding[] {
  return findingIf(
    !isTrue(props.deletionProtectionEnabled),
    "deletionProtectionEnabled",
    `The log group ${name} holds audit events and can be deleted (deletionProtectionEnabled is not set); set it to true.`,
  );
}
