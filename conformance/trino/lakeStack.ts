import type { StackFile } from "../../sandbox/program/stackFile";
import { stackOf } from "../common/stack";

const sinks = { sink: ["cloudtrail-lake", "s3"], eventStore: "audit" };

/** Every vendor that sends over EventBridge, with its events in CloudTrail Lake and in S3. */
const vendors = {
  okta: { eventSourceName: "aws.partner/okta.com/acme/audit", ...sinks },
  onelogin: { eventSourceName: "aws.partner/onelogin.com/US-123456/ffffffffff", ...sinks },
  auth0: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs", ...sinks },
  github: { eventBusName: "github-audit-log", pattern: { source: ["github.audit-log"] }, ...sinks },
  pagerduty: { eventSourceName: "aws.partner/pagerduty.com/acme/incidents", ...sinks },
  buildkite: { eventSourceName: "aws.partner/buildkite.com/acme/audit", ...sinks },
  sailpoint: { eventSourceName: "aws.partner/sailpoint.com/acme/audit", ...sinks },
};

/** The name of the bus that must exist before the stack; the stack creates the buses of partner event sources. */
export const givenBus = vendors.github.eventBusName;

/**
 * Returns a stack with a lake of every vendor's events.
 * @param retired keys whose partitions the table also has
 * @param firstDay YYYY-MM-DD
 */
export function lakeStack(retired: readonly string[], firstDay: string): StackFile {
  return stackOf("conformance", { vendors, eventStores: { audit: {} }, lake: { retired, firstDay } });
}
