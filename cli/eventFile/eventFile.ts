import { isJsonObject, type JsonValue } from "../../functions/mapping/values/json";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { readFailure } from "../command/readText";
import { decodedFile, peek } from "./decodedFile";

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
  /** The form of the file, such as `a JSON array (gzip)`. */
  readonly form: string;
  /** The events in order, without blank lines. Throws a PersonError if the file cannot be read to its end. */
  readonly events: AsyncIterable<FileEvent>;
}

/**
 * Opens a file of events, or standard input for `-`, and finds its form: JSON lines, which are read as a stream; or up to 256 MiB of a JSON
 * array, an object that holds only an array under `Records` or `events`, or JSON over several lines. Supports plain and gzip files, in UTF-8 or
 * in UTF-16 with a byte order mark. Throws a PersonError if the file cannot be read.
 * @param isWrapped false where an object with an array under `events` is one event, as in a mapping with `forEach`
 */
export async function openEventFile(file: string, { isWrapped = true } = {}): Promise<EventFile> {
  try {
    const { encodings, chunks } = await decodedFile(file);
    const opened = (name: string, events: AsyncIterable<FileEvent>) => {
      return { form: encodings.length === 0 ? name : `${name} (${encodings.join(", ")})`, events };
    };
    const first = await peek(chunks, (_, chunk) => chunk.includes(lineFeed));
    const line = first.start.toString().trimStart().split("\n", 1)[0] ?? "";
    if (line === "" || isOneEvent(line, isWrapped)) return opened("JSON lines", linesOf(file, first.chunks));
    const { start, isWhole, chunks: all } = await peek(first.chunks, (size) => size > longestDocument);
    // A first line that is not an event may belong to a longer JSON text, or be an invalid line among others.
    const found = isWhole ? documentsIn(utf8(start), isWrapped) : undefined;
    if (found === undefined) return opened("JSON lines", linesOf(file, all));
    return opened(found.name, numbered(found.events));
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Decodes UTF-8 without a byte order mark. Throws if it is not valid. */
function utf8(bytes: Buffer): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

const lineFeed = 10;
/** In bytes. A string of Node.js has 512 Mi characters at most. */
const longestDocument = 2 ** 28;

function isOneEvent(line: string, isWrapped: boolean): boolean {
  const { event } = parsed(line);
  return isJsonObject(event) && (!isWrapped || wrapped(event) === undefined);
}

/** The key and the events of an object that holds nothing else. AWS CloudTrail's log files use Records; many exports use events. */
function wrapped(value: JsonValue): { readonly key: string; readonly events: readonly JsonValue[] } | undefined {
  const [[key = "", events] = [], ...others] = isJsonObject(value) ? Object.entries(value) : [];
  const isKnown = (key === "Records" || key === "events") && others.length === 0;
  return isKnown && Array.isArray(events) ? { key, events } : undefined;
}

type Parsed = Pick<FileEvent, "event" | "reason">;

/** Finds the events in a text that is not JSON lines; undefined if it is not JSON. */
function documentsIn(text: string, isWrapped: boolean): { name: string; events: readonly Parsed[] } | undefined {
  const { event: whole } = parsed(text);
  if (whole !== undefined) {
    const wrapper = isWrapped ? wrapped(whole) : undefined;
    if (wrapper !== undefined) {
      return { name: `the array under ${wrapper.key} in JSON`, events: wrapper.events.map((event) => ({ event })) };
    }
    return Array.isArray(whole)
      ? { name: "a JSON array", events: whole.map((event) => ({ event })) }
      : { name: severalLines, events: [{ event: whole }] };
  }
  // Indented objects, one after the other: each ends with a brace at the start of a line.
  const events = text
    .split(/(?<=^\})(?=\s*$)/m)
    .filter((part) => part.trim() !== "")
    .map(parsed);
  return events[0]?.event === undefined ? undefined : { name: severalLines, events };
}

const severalLines = "JSON over several lines";

async function* numbered(events: readonly Parsed[]): AsyncGenerator<FileEvent> {
  for (const [index, event] of events.entries()) yield { number: index + 1, place: `event ${index + 1}`, ...event };
}

/** Splits at line feeds. A carriage return before one is white space of JSON. */
async function* linesOf(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<FileEvent> {
  let parts: Buffer[] = [];
  let number = 0;
  const line = function* (): Generator<FileEvent> {
    number += 1;
    const read = decodedLine(Buffer.concat(parts));
    if (read !== undefined) yield { number, place: `line ${number}`, ...read };
    parts = [];
  };
  try {
    for await (const chunk of chunks) {
      let start = 0;
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        parts.push(chunk.subarray(start, end));
        start = end + 1;
        yield* line();
      }
      parts.push(chunk.subarray(start));
    }
    yield* line();
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Undefined for a blank line. */
function decodedLine(bytes: Buffer): Parsed | undefined {
  try {
    const text = utf8(bytes);
    return text.trim() === "" ? undefined : parsed(text);
  } catch {
    return { reason: "The event is not valid UTF-8." };
  }
}

/** Parses an event, or returns the reason why it is not one. Numbers keep their digits (see parseJson.ts). */
function parsed(text: string): Parsed {
  try {
    return { event: parseJson(text) };
  } catch (error) {
    return {
      reason: error instanceof RangeError ? "The event nests too deeply to be read." : "The event is not JSON.",
    };
  }
}
