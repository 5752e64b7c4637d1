import type { JsonObject } from "../../../functions/mapping/values/json";
import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { LogGroup } from "../../../sandbox/cloudWatchLogs/logGroup";
import { signIn } from "../lake/stores";

export const groupArn = "arn:aws:logs:us-east-1:123456789012:log-group:/audit/okta";

/** A log group with messages, a second after the other. */
export function groupOf(
  messages: readonly (string | JsonObject)[],
  first = Date.parse("2026-11-20T10:00:00Z"),
): LogGroup {
  const group = new LogGroup(groupArn);
  for (const [index, message] of messages.entries()) {
    group.logEvents.push({
      timestamp: first + index * 1_000,
      ingestionTime: first + index * 1_000 + 500,
      logStreamName: "forwarder",
      message: typeof message === "string" ? message : JSON.stringify(message),
    });
  }
  return group;
}

/** A log group of audit events, each delivered when it happened: an ordinary sign-in to Okta, but for the given fields. */
export function auditGroupOf(changes: readonly JsonObject[]): LogGroup {
  const group = new LogGroup(groupArn);
  for (const [index, change] of changes.entries()) {
    const event: JsonObject = { ...signIn, UID: `uid-${index}`, ...change };
    group.logEvents.push({
      timestamp: Date.parse(String(event.eventTime)),
      ingestionTime: Date.parse("2023-01-31T00:00:00.500Z") + index * 1_000,
      logStreamName: "forwarder",
      message: JSON.stringify(event),
    });
  }
  return group;
}

/** The rows of a query's answer. */
export async function rowsOf(group: LogGroup, text: string) {
  const { rows } = await runInsightsQuery([group], { text });
  return rows;
}
