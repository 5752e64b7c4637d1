import { PersonError } from "../../components/personError";
import { isJsonObject } from "../../functions/mapping/values/json";
import { envelopeOnBus } from "../../sandbox/envelope";
import { createIdentifiers } from "../../sandbox/identifiers";
import type { DeclaredIntegration } from "../../sandbox/integration";
import { trafficOf } from "../../sandbox/traffic";
import { auditEvents } from "../../sandbox/traffic/auditEvents";
import { parseLine, readLines } from "../eventFile";

/** One event to send, or why it cannot be sent. */
export type Outgoing =
  | { readonly key: string; readonly envelope: Readonly<Record<string, unknown>> }
  | { readonly key: string; readonly refusal: string };

/** Events to send, and how many there will be. */
export interface EventSource {
  readonly total: number;
  readonly events: AsyncIterable<Outgoing> | Iterable<Outgoing>;
}

interface SourceOptions {
  readonly region: string;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The sample events of the stack's configuration, by integration. */
  readonly samples: Readonly<Record<string, JsonObject | undefined>>;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Makes `count` events for each vendor on each bus, and for each caller of PutAuditEvents. A vendor that is not in the catalogue sends its
 * configured sample once.
 */
export function madeUpEvents(
  integrations: readonly DeclaredIntegration[],
  count: number,
  options: SourceOptions,
): EventSource {
  const senders = [
    ...new Map(
      integrations.map((one) => [one.path === undefined ? one.key : `${one.vendor} ${one.path.eventBusName}`, one]),
    ).values(),
  ];
  const events = senders.map((sender, index) => eventsOf(sender, { count, ...options, seed: options.seed + index }));
  return { total: events.reduce((sum, { total }) => sum + total, 0), events: generate() };

  /** One event of each sender by turns, as they come in at one time. */
  function* generate(): Generator<Outgoing> {
    let left = senders.map((integration, index) => ({
      key: integration.key,
      wrap: wrapper(integration, options),
      events: iteratorOf(events[index]?.events ?? []),
    }));
    while (left.length > 0) {
      const still: typeof left = [];
      for (const sender of left) {
        const { done, value } = sender.events.next();
        if (!done) {
          yield { key: sender.key, envelope: sender.wrap(value) };
          still.push(sender);
        }
      }
      left = still;
    }
  }
}

function iteratorOf<T>(events: Iterable<T>): Iterator<T, undefined> {
  return events[Symbol.iterator]() as Iterator<T, undefined>;
}

function eventsOf(
  { key, vendor, path, channelArn = "" }: DeclaredIntegration,
  { count, seed, now, samples }: SourceOptions & { readonly count: number },
): { readonly total: number; readonly events: Iterable<JsonObject> } {
  if (path === undefined) {
    const recipientAccountId = channelArn.split(":")[4] ?? "";
    const events = auditEvents({ count, seed, end: now(), eventSource: vendor, recipientAccountId });
    return { total: count, events: events as Iterable<unknown> as Iterable<JsonObject> };
  }
  const traffic = trafficOf(vendor);
  if (traffic !== undefined) {
    return { total: count, events: traffic.events({ count, seed, end: now() }) };
  }
  const sample = samples[key];
  return sample === undefined ? { total: 0, events: [] } : { total: 1, events: [sample] };
}

/** Puts what an integration's events need around each of them: on a bus the envelope, to a caller nothing. */
function wrapper(integration: DeclaredIntegration, options: SourceOptions): (event: JsonObject) => JsonObject {
  const { key, vendor, path, inputs } = integration;
  if (path === undefined) {
    return (event) => event;
  }
  const newIdentifier = createIdentifiers(`events ${options.seed} ${key}`);
  const { detailType = "Audit event", source: usualSource } = trafficOf(vendor) ?? {};
  const source = sourceInPattern(inputs.pattern) ?? usualSource;
  return (event) =>
    envelopeOnBus(event, path.eventBusName, {
      region: options.region,
      id: newIdentifier(),
      time: options.now(),
      detailType,
      ...(source !== undefined && { source }),
    });
}

/** The first source that a configured pattern names. */
function sourceInPattern(pattern: unknown): string | undefined {
  const source = (pattern as { readonly source?: unknown } | undefined)?.source;
  return Array.isArray(source) ? source.find((one) => typeof one === "string") : undefined;
}

/** Reads one integration's events from JSON lines. A line that is no JSON object is refused; throws a PersonError for a file without events. */
export async function eventsOfFile(
  file: string,
  integration: DeclaredIntegration,
  options: SourceOptions,
): Promise<EventSource> {
  return { total: await countEvents(file), events: generate() };

  async function* generate(): AsyncGenerator<Outgoing> {
    const wrap = wrapper(integration, options);
    const { key } = integration;
    for await (const { number, text } of readLines(file)) {
      if (text?.trim() === "") {
        continue;
      }
      const event = parseObject(text);
      yield typeof event === "string"
        ? { key, refusal: `${event} (line ${number} of the file)` }
        : { key, envelope: wrap(event) };
    }
  }
}

/** Reads the file once before anything is sent: it must hold at least one event. */
async function countEvents(file: string): Promise<number> {
  let lines = 0;
  let firstProblem: string | undefined;
  let usable = 0;
  for await (const { number, text } of readLines(file)) {
    if (text?.trim() === "") {
      continue;
    }
    lines += 1;
    if (usable === 0) {
      const event = parseObject(text);
      if (typeof event === "string") {
        firstProblem ??= `line ${number}: ${event}`;
      } else {
        usable += 1;
      }
    }
  }
  if (lines === 0) {
    throw new PersonError(`${file} is empty; it must hold events as JSON, one a line.`);
  }
  if (usable === 0) {
    throw new PersonError(
      `${file} holds no event in its ${lines} lines; it must hold JSON objects, one a line. First problem: ${firstProblem}.`,
    );
  }
  return lines;
}

/** The object that a line holds, or what is wrong with the line. */
function parseObject(text: string | undefined): JsonObject | string {
  const { event, reason = "" } = parseLine(text);
  if (event === undefined) {
    return reason.replace(/^The line (.*)\.$/, "The event $1");
  }
  return isJsonObject(event) ? event : "The event is not a JSON object";
}
