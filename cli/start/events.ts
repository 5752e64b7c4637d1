import { PersonError } from "../../components/personError";
import { envelopeOnBus } from "../../sandbox/envelope";
import { createIdentifiers } from "../../sandbox/identifiers";
import type { DeclaredIntegration } from "../../sandbox/integration";
import { trafficOf } from "../../sandbox/traffic";
import { readLines } from "../eventFile";

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
}

/** Made-up events, `count` for each bus that the given integrations listen to. */
export function madeUpEvents(
  integrations: readonly DeclaredIntegration[],
  count: number,
  options: SourceOptions,
): EventSource {
  const buses = [...new Map(integrations.map((one) => [one.eventBusName, one] as const)).values()];
  return { total: count * buses.length, events: generate() };

  function* generate(): Generator<Outgoing> {
    for (const [index, integration] of buses.entries()) {
      const newIdentifier = createIdentifiers(`events ${options.seed} ${integration.key}`);
      const traffic = trafficOf(integration.vendor);
      const events = traffic?.events({ count, seed: options.seed + index, end: options.now() }) ?? [];
      for (const event of events) {
        const defaults = {
          ...options,
          id: newIdentifier(),
          time: options.now(),
          detailType: traffic?.detailType ?? "",
          ...(traffic?.source !== undefined && { source: traffic.source }),
        };
        yield { key: integration.key, envelope: envelopeOnBus(event, integration, defaults) };
      }
    }
  }
}

/**
 * The events of a file of JSON lines, for one integration. A line that is no JSON object cannot be sent and says why.
 * @throws PersonError when the file cannot be read or has no event in it
 */
export async function eventsOfFile(
  file: string,
  integration: DeclaredIntegration,
  options: SourceOptions,
): Promise<EventSource> {
  return { total: await countEvents(file), events: generate() };

  async function* generate(): AsyncGenerator<Outgoing> {
    const newIdentifier = createIdentifiers(`events ${options.seed} ${integration.key}`);
    const { key } = integration;
    for await (const { number, text } of readLines(file)) {
      if (text?.trim() === "") {
        continue;
      }
      const event = parseObject(text);
      if (typeof event === "string") {
        yield { key, refusal: `${event} (line ${number} of the file)` };
        continue;
      }
      const { detailType = "Audit event", source } = trafficOf(integration.vendor) ?? {};
      const defaults = { ...options, id: newIdentifier(), time: options.now(), detailType, ...(source && { source }) };
      yield { key, envelope: envelopeOnBus(event, integration, defaults) };
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
function parseObject(text: string | undefined): Readonly<Record<string, unknown>> | string {
  if (text === undefined) {
    return "The event is not valid UTF-8";
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "The event is not JSON";
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : "The event is not a JSON object";
}
