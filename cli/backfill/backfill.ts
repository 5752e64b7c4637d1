import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";
import { sqsBatches } from "../../functions/delivery/sqsBatches";
import { type Envelope, envelopeOf } from "../../functions/mapping/envelope";
import { mapEvents } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import type { JsonValue } from "../../functions/mapping/values/json";
import { parseLine, readLines } from "../eventFile";
import type { Watch } from "../watched";

/** What to send, and where to. */
export interface BackfillOptions {
  /** JSON lines: bare vendor events or whole EventBridge events. */
  readonly file: string;
  /** URL of the queue that the function reads. */
  readonly to: string;
  /** The mapping by which events are looked at; the function maps them again. */
  readonly settings: MapSettings;
  /** Only events of this moment or later, in milliseconds since 1970. */
  readonly since?: number;
  /** Events before this moment are older than the store keeps them. */
  readonly keptSince: number;
  /** Sends them; without it, they are only counted. */
  readonly execute: boolean;
}

/** The results of the lines. */
export interface BackfillReport {
  readonly lines: number;
  /** Lines that an earlier run had done. */
  readonly resumed: number;
  /** Events that are to be sent. */
  readonly wanted: number;
  readonly sent: number;
  readonly early: number;
  /** Events, among those to send, that the store would remove at once. */
  readonly expired: number;
  /** Lines that no audit event can be made of, with the reason. */
  readonly unusable: readonly { readonly line: number; readonly reason: string }[];
}

/** Sends the events of a file to the queue, each with the same id in every run. A run that stops resumes after the last call that was noted. */
export async function backfill(
  client: SQSClient,
  options: BackfillOptions,
  journal: Journal,
  { progress, stopped }: Watch,
): Promise<BackfillReport> {
  const resumed = journal.done();
  const report = { lines: 0, resumed, wanted: 0, sent: 0, early: 0, expired: 0 };
  const unusable: { line: number; reason: string }[] = [];
  let waiting: { readonly line: number; readonly body: string }[] = [];
  const flush = async () => {
    for (const batch of sqsBatches(waiting, ({ body }) => Buffer.byteLength(body))) {
      await send(client, options.to, batch);
      report.sent += batch.length;
      journal.note(batch.at(-1)?.line ?? 0);
    }
    waiting = [];
  };
  for await (const { number: line, text } of readLines(options.file)) {
    if (stopped()) {
      break;
    }
    report.lines = line;
    progress(line);
    if (line <= resumed || text?.trim() === "") {
      continue;
    }
    const event = usableEvent(text, options.settings);
    if ("reason" in event) {
      unusable.push({ line, reason: event.reason });
    } else if (options.since !== undefined && event.time < options.since) {
      report.early += 1;
    } else {
      report.wanted += 1;
      report.expired += event.time < options.keptSince ? 1 : 0;
      if (options.execute) {
        waiting.push({ line, body: event.body });
      }
    }
    if (waiting.length >= linesAtOnce) {
      await flush();
    }
  }
  await flush();
  if (options.execute && !stopped()) {
    journal.end();
  }
  return { ...report, unusable };
}

/** Lines that are read before they are sent, ten in a call. */
const linesAtOnce = 50;
const attempts = 4;

function usableEvent(
  text: string | undefined,
  settings: MapSettings,
): { readonly time: number; readonly body: string } | { readonly reason: string } {
  const { event, reason = "" } = parseLine(text);
  if (event === undefined) {
    return { reason };
  }
  const results = mapEvents(envelopeOf(event), settings);
  const [first] = results;
  const rejected = results.find((result) => result.status === "rejected");
  if (rejected !== undefined || first.status === "rejected") {
    return { reason: rejected?.reason ?? "" };
  }
  const { eventTime } = first.event;
  return { time: Date.parse(eventTime), body: JSON.stringify(envelopeFor(event, eventTime)) };
}

/** An envelope as EventBridge writes it, with an id that is the same whenever the same event is sent. */
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
        `SQS does not take ${left.length} of ${batch.length} events: ${reason} Run it again to go on.`,
      );
    }
  }
}

/** Where a run stands, so that the next one goes on from there. */
interface Journal {
  /** The line up to which everything was sent; 0 at the beginning. */
  done(): number;
  note(line: number): void;
  /** Everything was sent: nothing is left to go on from. */
  end(): void;
}

/** Keeps a journal in a file beside the events; throws a PersonError where the file is of another queue, or cannot be read. */
export function journalBeside(file: string, to: string): Journal {
  const path = `${file}.backfill.json`;
  let line = readJournal(path, to);
  return {
    done: () => line,
    note: (reached) => {
      line = reached;
      writeWhole(path, JSON.stringify({ to, line }));
    },
    end: () => rmSync(path, { force: true }),
  };
}

function readJournal(path: string, to: string): number {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return 0;
  }
  const { to: queue, line } = parsed(text);
  if (typeof line !== "number" || typeof queue !== "string") {
    throw new PersonError(`${path} tells where an earlier run stopped, and cannot be read; remove it to begin anew.`);
  }
  if (queue !== to) {
    throw new PersonError(
      `${path} tells where an earlier run to ${queue} stopped; go on with that, or remove it to begin anew.`,
    );
  }
  return line;
}

function parsed(text: string): { readonly to?: unknown; readonly line?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
