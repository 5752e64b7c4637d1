import { createReadStream, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { PersonError } from "../components/personError";
import type { JsonValue } from "../functions/mapping/values/json";
import { parseJson } from "../functions/mapping/values/parseJson";

/** One line of a file of events. */
interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** The line's text, or undefined where its bytes are not UTF-8. */
  readonly text: string | undefined;
  /** How many bytes of the file have been read with this line. */
  readonly position: number;
}

/** Reads a file of JSON lines, or standard input for `-`, as a stream; reports bytes that are not UTF-8; throws a PersonError where it cannot be read. */
export async function* readLines(file: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let number = 0;
  let position = 0;
  for await (const { bytes, size } of splitLines(openFile(file), file)) {
    number += 1;
    position += size;
    yield { number, text: decode(decoder, bytes), position };
  }
}

/** Reads a whole file; throws a PersonError where it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Says to a person why a file cannot be read. */
function readFailure(file: string, error: unknown): PersonError {
  return new PersonError(`${file} cannot be read: ${reasonOf(error)}.`);
}

function openFile(file: string): Readable {
  return file === "-" ? process.stdin : createReadStream(file);
}

/** Splits at line feeds; a carriage return before one belongs to the line's end. */
async function* splitLines(
  stream: Readable,
  file: string,
): AsyncGenerator<{ readonly bytes: Buffer; readonly size: number }> {
  let parts: Buffer[] = [];
  try {
    for await (const chunk of stream) {
      let start = 0;
      const buffer = chunk as Buffer;
      for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10, start)) {
        const bytes = Buffer.concat([...parts, buffer.subarray(start, end)]);
        yield { bytes: bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes, size: bytes.length + 1 };
        parts = [];
        start = end + 1;
      }
      parts.push(buffer.subarray(start));
    }
  } catch (error) {
    throw readFailure(file, error);
  }
  const last = Buffer.concat(parts);
  if (last.length > 0) {
    yield { bytes: last, size: last.length };
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
      return "you may not read it";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Parses the JSON in a line of a file, or says why there is none. No number changes (see parseJson.ts). */
export function parseLine(text: string | undefined): { readonly event?: JsonValue; readonly reason?: string } {
  if (text === undefined) {
    return { reason: "The line is not valid UTF-8." };
  }
  try {
    return { event: parseJson(text) };
  } catch (error) {
    return { reason: error instanceof RangeError ? "The line nests too deeply to be read." : "The line is not JSON." };
  }
}
