import { createHash } from "node:crypto";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { PersonError } from "../../components/personError";
import { sqsBatches } from "../../functions/delivery/sqsBatches";
import { type Envelope, envelopeOf } from "../../functions/mapping/envelope";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import type { JsonValue } from "../../functions/mapping/values/json";
import type { Watch } from "../command/progress";
import { mapFileEvent, openFor, rejectionOf } from "../eventFile/checkEvents";
import type { FileEvent } from "../eventFile/eventFile";
import type { Journal } from "./journal";

/** The events to send, and their destination. */
export interface BackfillOptions {
  /** A file of bare vendor events or whole EventBridge events; see openEventFile. */
  readonly file: string;
  /** URL of the queue that the forwarder reads. */
  readonly to: string;
  /** The mapping that checks events; the forwarder maps them again. */
  readonly settings: MapSettings;
  /** Only events of this moment or later, in milliseconds since 1970. */
  readonly since?: number;
  /** Only events before this moment, in milliseconds since 1970. */
  readonly until?: number;
  /** Events before this moment are older than the store keeps them. */
  readonly keptSince: number;
  /** Sends the events. Without it, they are only counted. */
  readonly execute: boolean;
}

/** The counts of a run. */
export interface BackfillReport {
  /** Events in the file, up to where it was read. */
  readonly events: number;
  /** Events that an earlier run has handled. */
  readonly resumed: number;
  /** Events to send. */
  readonly wanted: number;
  readonly sent: number;
  /** Events before `since`, or from `until` on. */
  readonly outside: number;
  /** Events to send that are older than the store's retention, so the store would remove them at once. */
  readonly expired: number;
  /** Events that cannot become audit events: their places in the file, with the reason. */
  readonly unusable: readonly { readonly place: string; readonly reason: string }[];
}

/** Sends the events of a file to the queue. An event has the same id in every run. A stopped run resumes after the last recorded call. */
export async function backfill(
  client: SQSClient,
  options: BackfillOptions,
  journal: Journal,
  { progress, stopped }: Watch,
): Promise<BackfillReport> {
  const resumed = journal.done();
  const owner = { vendor: options.settings.vendor, settings: options.settings };
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = options;
  const report = { events: 0, resumed: 0, wanted: 0, sent: 0, outside: 0, expired: 0 };
  const unusable: { place: string; reason: string }[] = [];
  let waiting: { readonly number: number; readonly body: string }[] = [];
  const flush = async () => {
    for (const batch of sqsBatches(waiting, ({ body }) => Buffer.byteLength(body))) {
      if (stopped()) {
        break;
      }
      await send(client, options.to, batch);
      report.sent += batch.length;
      journal.note(batch.at(-1)?.number ?? 0);
    }
    waiting = [];
  };
  const { events } = await openFor(options.file, owner);
  for await (const read of events) {
    if (stopped()) break;
    report.events += 1;
    progress(report.events);
    if (read.number <= resumed) {
      report.resumed += 1;
      continue;
    }
    const event = usableEvent(read, owner.settings);
    if ("reason" in event) {
      unusable.push({ place: read.place, reason: event.reason });
    } else if (event.time < since || event.time >= until) {
      report.outside += 1;
    } else {
      report.wanted += 1;
      report.expired += event.time < options.keptSince ? 1 : 0;
      if (options.execute) waiting.push({ number: read.number, body: event.body });
    }
    if (waiting.length >= eventsAtOnce) await flush();
  }
  await flush();
  if (options.execute && !stopped()) journal.end();
  return { ...report, unusable };
}

/** Events read before they are sent, ten per call. */
const eventsAtOnce = 50;
const attempts = 4;

function usableEvent(
  read: FileEvent,
  settings: MapSettings,
): { readonly time: number; readonly body: string } | { readonly reason: string } {
  const results = mapFileEvent(read, { vendor: settings.vendor, settings });
  const reason = rejectionOf(results);
  const [first] = results;
  if (read.event === undefined || first === undefined || first.status === "rejected" || reason !== undefined) {
    return { reason: reason ?? "" };
  }
  const { eventTime } = first.event;
  return { time: Date.parse(eventTime), body: JSON.stringify(envelopeFor(read.event, eventTime)) };
}

/** An envelope as EventBridge writes it. The same event has the same id each time it is sent. */
function envelopeFor(event: JsonValue, time: string): Envelope {
  const whole = envelopeOf(event);
  if ("detail-type" in whole) {
    return whole;
  }
  const digest = createHash("sha256").update(JSON.stringify(event)).digest("hex");
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ];
  return { version: "0", id: id.join("-"), "detail-type": "Backfilled event", source: "backfill", time, detail: event };
}

async function send(client: SQSClient, QueueUrl: string, batch: readonly { readonly body: string }[]): Promise<void> {
  let left = batch.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
  for (let attempt = 1; attempt <= attempts && left.length > 0; attempt++) {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
    const failed = new Map(Failed.map(({ Id, Message = "" }) => [Id, Message]));
    left = left.filter(({ Id }) => failed.has(Id));
    if (attempt === attempts && left.length > 0) {
      const [reason = ""] = failed.values();
      throw new PersonError(
        `SQS does not accept ${left.length} of ${batch.length} events: ${reason} Run it again to resume.`,
      );
    }
  }
}
