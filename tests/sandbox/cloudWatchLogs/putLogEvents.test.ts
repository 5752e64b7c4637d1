import type { WrittenLogEvent } from "../../../sandbox/cloudWatchLogs/logGroup";
import { checkPutLogEvents } from "../../../sandbox/cloudWatchLogs/putLogEvents";

const now = Date.parse("2026-11-20T12:00:00Z");
const hour = 60 * 60 * 1000;
const day = 24 * hour;

function judge(logEvents: readonly WrittenLogEvent[], retentionDays?: number) {
  return checkPutLogEvents(logEvents, { ...(retentionDays !== undefined && { retentionDays }) }, now);
}

const large = "x".repeat(600_000);
const at = (timestamp: number, message = "m") => ({ timestamp, message });

test("events in order and in time are accepted", () => {
  const events = [at(now - hour), at(now), at(now)];
  expect(judge(events)).toEqual({ taken: events, rejected: {} });
});

test.each([
  ["events out of order", [at(now), at(now - 1)], "must be in chronological order."],
  ["over 1 MB", [at(now, "x".repeat(1_000_001))], "Log event too large: 1000001 bytes exceeds limit of 1000000"],
  ["over 1 MiB", [at(now, large), at(now, "é".repeat(224_263))], "large: 1048578 bytes exceeds limit of 1048576"],
  ["a span of over a day", [at(now - day - 1), at(now)], "cannot span more than 24 hours."],
])("a call with %s is refused", (_, events, text) => {
  const message = expect.stringContaining(text);
  expect(judge(events)).toEqual({ code: "InvalidParameterException", status: 400, message });
});

test("26 bytes per event count towards the batch, and exactly 1 MiB is accepted", () => {
  const events = [at(now, large), at(now, "x".repeat(1_048_576 - 600_000 - 52))];
  expect(judge(events)).toMatchObject({ taken: events });
});

test("events that are too old or too new are left out, and the response lists them", () => {
  const events = [at(now - 15 * day), at(now - 14 * day), at(now - 13.5 * day)];
  expect(judge(events)).toEqual({ taken: events.slice(1), rejected: { tooOldLogEventEndIndex: 1 } });
  const ahead = [at(now), at(now + 2 * hour), at(now + 2 * hour + 1)];
  expect(judge(ahead)).toEqual({ taken: ahead.slice(0, 2), rejected: { tooNewLogEventStartIndex: 2 } });
});

test("events older than the group's retention are expired", () => {
  const events = [at(now - 2 * day), at(now - hour)];
  expect(judge(events, 1)).toEqual({ taken: events.slice(1), rejected: { expiredLogEventEndIndex: 1 } });
  expect(judge([at(now - 20 * day)], 7)).toEqual({
    taken: [],
    rejected: { expiredLogEventEndIndex: 1, tooOldLogEventEndIndex: 1 },
  });
});
