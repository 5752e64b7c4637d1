import type { SQSEvent } from "aws-lambda";
import type { SendToDeadLetters } from "../../../functions/delivery/deadLetters";
import type { PutAuditEvents } from "../../../functions/delivery/deliver";
import type { ForwarderSettings } from "../../../functions/forwarder/forwarderSettings";
import { createHandler } from "../../../functions/forwarder/handler";
import type { ReadSalt } from "../../../functions/forwarder/preparation";
import type { AuditEventEntry } from "../../../functions/mapping/auditEvent";
import { lakeSink } from "../../../functions/sinks/sink";
import { contextWith, environment } from "../sqsEvent";
import { TestClock } from "../testClock";

const acceptAll: PutAuditEvents = async (sent) => ({ successful: sent.map(({ id }) => ({ id })), failed: [] });

/** A forwarder of Okta events to a store that accepts everything, with its requests and log lines. */
export function forwarder(
  over: {
    readonly put?: PutAuditEvents;
    readonly send?: SendToDeadLetters;
    readonly settings?: ForwarderSettings;
    readonly readSalt?: ReadSalt;
    readonly clock?: TestClock;
  } = {},
) {
  const requests: (readonly AuditEventEntry[])[] = [];
  const parked: Parameters<SendToDeadLetters>[0][number][] = [];
  const lines: string[] = [];
  const { put = acceptAll, send, settings = { integration: "okta", vendor: "okta" }, clock = new TestClock() } = over;
  const handler = createHandler(settings, environment, {
    sink: lakeSink((sent, signal) => {
      requests.push(sent);
      return put(sent, signal);
    }),
    sendToDeadLetters:
      send ??
      (async (entries) => {
        parked.push(...entries);
        return entries.map(({ Id }) => Id ?? "");
      }),
    readSalt: over.readSalt,
    clock,
    write: (line) => void lines.push(line),
  });
  return {
    requests,
    parked,
    lines,
    clock,
    handle: (event: SQSEvent, context = contextWith(40_000)) => handler(event, context),
    counts: () => {
      const line = JSON.parse(lines[0] ?? "{}");
      const { _aws, Integration, FunctionName, ErrorCodes, Latency, Errors, HaltedBy, ...counts } = line;
      return counts;
    },
  };
}
