import type { JsonValue } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { readFailure } from "../readText";
import { decodedFile } from "./decodedFile";
import { type Layout, layoutOf } from "./layout";
import { splitLines } from "./splitLines";
import { splitValues } from "./splitValues";

/** One event of a file, or the reason why it cannot be read. */
export interface FileEvent {
  /** The line in a file of JSON lines, else the number of the event in the file; counted from 1. */
  readonly number: number;
  /** The place for messages: `line 3` or `event 3`. */
  readonly place: string;
  /** The event, undefined if there is a reason. */
  readonly event?: JsonValue;
  /** One sentence. */
  readonly reason?: string;
}

/** A file of events, open for reading. */
export interface EventFile {
  /** The form that was found, such as `a JSON array (gzip)`. */
  readonly form: string;
  /** The events in their order; blank lines are left out. Throws a PersonError where the file cannot be read to its end. */
  readonly events: AsyncIterable<FileEvent>;
}

/**
 * Opens a file of events, or standard input for `-`, and finds its form: JSON lines, JSON arrays, one object that holds the events in an array
 * under its only key (`Records` or `events`), or JSON over several lines; plain or gzip; UTF-8, or UTF-16 with a byte order mark. Reads it as
 * a stream: memory holds one event. Throws a PersonError where it cannot be read.
 * @param isWrapped false where an object with an array under `events` is one event, as in a mapping with `forEach`
 */
export async function openEventFile(file: string, { isWrapped = true } = {}): Promise<EventFile> {
  try {
    const { encodings, chunks } = await decodedFile(file);
    let start = Buffer.alloc(0);
    let layout: Layout | undefined;
    for (let isWhole = false; layout === undefined; ) {
      const { done, value } = await chunks.next();
      isWhole = done === true;
      start = Buffer.concat([start, value ?? Buffer.alloc(0)]);
      layout = layoutOf(start, { isWhole: isWhole || start.length > longestStart, isWrapped });
    }
    const form = `${layout.name}${encodings.length === 0 ? "" : ` (${encodings.join(", ")})`}`;
    return { form, events: eventsOf(file, layout, joined(start, chunks)) };
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** The most that is read to find the form, in bytes: more than the largest event that EventBridge takes. */
const longestStart = 2 ** 21;

async function* joined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}

async function* eventsOf(file: string, layout: Layout, chunks: AsyncGenerator<Buffer>): AsyncGenerator<FileEvent> {
  const isLines = layout.level === "lines";
  const slices = layout.level === "lines" ? splitLines(chunks) : splitValues(file, layout, chunks);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const { number, bytes } of slices) {
      yield { number, place: `${isLines ? "line" : "event"} ${number}`, ...parsed(decoder, bytes) };
    }
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Parses an event, or says why there is none. No number changes (see parseJson.ts). */
function parsed(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): Pick<FileEvent, "event" | "reason"> {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { reason: "The event is not valid UTF-8." };
  }
  try {
    return { event: parseJson(text) };
  } catch (error) {
    return {
      reason: error instanceof RangeError ? "The event nests too deeply to be read." : "The event is not JSON.",
    };
  }
}
