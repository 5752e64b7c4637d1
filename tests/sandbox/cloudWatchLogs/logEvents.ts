import type { JsonObject } from "../../../functions/mapping/values/json";
import { runInsightsQuery } from "../../../sandbox/cloudWatchLogs/insights/run";
import { LogGroup } from "../../../sandbox/cloudWatchLogs/logGroup";
import { signIn } from "../lake/stores";

/** A log group with messages, one per second. */
export function groupOf(messages: readonly (string | JsonObject)[]): LogGroup {
  const first = Date.parse("2026-11-20T10:00:00Z");
  return logGroup(
    messages.map((message, index) => {
      const timestamp = first + index * 1_000;
      return { timestamp, ingestionTime: timestamp + 500, message };
    }),
  );
}

/**
 * A log group of audit events, each delivered at its event time: a usual sign-in to Okta, except for the given fields.
 */
export function auditGroupOf(changes: readonly JsonObject[]): LogGroup {
  const first = Date.parse("2023-01-31T00:00:00.500Z");
  return logGroup(
    changes.map((change, index) => {
      const message: JsonObject = { ...signIn, UID: `uid-${index}`, ...change };
      return { timestamp: Date.parse(String(message.eventTime)), ingestionTime: first + index * 1_000, message };
    }),
  );
}

function logGroup(
  events: readonly { timestamp: number; ingestionTime: number; message: string | JsonObject }[],
): LogGroup {
  const group = new LogGroup("arn:aws:logs:us-east-1:123456789012:log-group:/audit/okta");
  for (const { message, ...times } of events) {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    group.logEvents.push({ ...times, logStreamName: "forwarder", message: text });
  }
  return group;
}

/** Returns the rows of a query's result. */
export async function rowsOf(group: LogGroup, text: string) {
  const { rows } = await runInsightsQuery([group], { text });
  return rows;
}
