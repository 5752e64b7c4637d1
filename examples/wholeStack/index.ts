import { createStack, readConfiguration } from "partner-audit";

/**
 * The stack of this project's own program: integrations, detections with a rule of this folder, alarms and dashboards. `readConfiguration()`
 * without values reads them from the stack's file, below `partner-audit:`.
 */
export = createStack(
  readConfiguration({
    vendors: {
      okta: { eventSourceName: "aws.partner/okta.com/acme/audit" },
      onelogin: { eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff", sink: "cloudwatch-logs" },
    },
    detections: {
      okta: {},
      "break-glass": { rule: "rules/break-glass.yml", schedule: "rate(15 minutes)" },
    },
    alarms: {},
    dashboards: {},
  }),
);
