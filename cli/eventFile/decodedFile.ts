import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

type Chunks = AsyncIterable<Buffer>;

/**
 * Reads a file, or standard input for `-`, as UTF-8 that keeps its byte order mark. Decompresses gzip, decodes UTF-16, and returns the names of
 * both.
 */
export async function decodedFile(
  file: string,
): Promise<{ readonly encodings: readonly string[]; readonly chunks: Chunks }> {
  const raw = await peek(file === "-" ? process.stdin : createReadStream(file), (size) => size >= 4);
  // RFC 1952, section 2.3.1.
  const isGzip = raw.start.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]));
  const { start, chunks } = isGzip ? await peek(decompressed(raw.chunks), (size) => size >= 4) : raw;
  const mark = byteOrderMarks.find(({ bytes }) => start.subarray(0, bytes.length).equals(bytes));
  const encodings = [...(isGzip ? ["gzip"] : []), ...(mark === undefined ? [] : [mark.name])];
  return { encodings, chunks: mark?.encoding === undefined ? chunks : decoded(chunks, mark.encoding) };
}

/** The Unicode Standard, section 23.8, "Byte Order Mark". */
const byteOrderMarks = [
  { name: "UTF-8 with BOM", encoding: undefined, bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { name: "UTF-16LE", encoding: "utf-16le", bytes: Buffer.from([0xff, 0xfe]) },
  { name: "UTF-16BE", encoding: "utf-16be", bytes: Buffer.from([0xfe, 0xff]) },
] as const;

/** Reads the start of a stream until it is enough or the stream ends. `chunks` is the whole stream. */
export async function peek(
  stream: Chunks,
  isEnough: (size: number, chunk: Buffer) => boolean,
): Promise<{ readonly start: Buffer; readonly isWhole: boolean; readonly chunks: Chunks }> {
  const iterator = stream[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let isWhole = false;
  for (let size = 0; ; ) {
    const { done, value } = await iterator.next();
    isWhole = done === true;
    if (isWhole) break;
    parts.push(value);
    size += value.length;
    if (isEnough(size, value)) break;
  }
  const start = Buffer.concat(parts);
  return { start, isWhole, chunks: joined(start, iterator) };
}

async function* joined(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function decompressed(chunks: Chunks): Chunks {
  const gunzip = createGunzip();
  // The reader of `gunzip` gets the error. A reader that stops early causes another error, which does not matter.
  pipeline(Readable.from(chunks), gunzip).catch(() => undefined);
  return gunzip;
}

async function* decoded(chunks: Chunks, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
