import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

/** A file's bytes in UTF-8, and the names of the encodings that were undone. */
interface DecodedFile {
  readonly encodings: readonly string[];
  readonly chunks: AsyncGenerator<Buffer>;
}

/** Reads a file, or standard input for `-`, as UTF-8 without a byte order mark: decompresses gzip, and decodes UTF-16 with such a mark. */
export async function decodedFile(file: string): Promise<DecodedFile> {
  const raw = await peeked(file === "-" ? process.stdin : createReadStream(file));
  const isGzip = raw.start.subarray(0, 2).equals(gzipMark);
  const { start, chunks } = isGzip ? await peeked(decompressed(raw.chunks)) : raw;
  const mark = byteOrderMarks.find(({ bytes }) => start.subarray(0, bytes.length).equals(bytes));
  const names = [isGzip ? "gzip" : undefined, mark?.name].filter((name) => name !== undefined);
  return { encodings: names, chunks: mark === undefined ? chunks : decoded(chunks, mark) };
}

/** Source: RFC 1952, section 2.3.1. */
const gzipMark = Buffer.from([0x1f, 0x8b]);

/** Source: The Unicode Standard, section 23.8, "Byte Order Mark". */
const byteOrderMarks = [
  { name: "UTF-8 with BOM", encoding: undefined, bytes: Buffer.from([0xef, 0xbb, 0xbf]) },
  { name: "UTF-16LE", encoding: "utf-16le", bytes: Buffer.from([0xff, 0xfe]) },
  { name: "UTF-16BE", encoding: "utf-16be", bytes: Buffer.from([0xfe, 0xff]) },
] as const;

/** The first bytes of a stream, at least four where it has so many, and the whole stream. */
async function peeked(stream: AsyncIterable<Buffer>): Promise<{ start: Buffer; chunks: AsyncGenerator<Buffer> }> {
  const iterator = stream[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 4) {
    const { done, value } = await iterator.next();
    if (done) break;
    start = Buffer.concat([start, value]);
  }
  return { start, chunks: joined(start, iterator) };
}

async function* joined(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

function decompressed(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  // An error reaches the reader of `gunzip`; one who stops early causes another, which concerns nobody.
  pipeline(Readable.from(chunks), gunzip).catch(() => undefined);
  return gunzip;
}

async function* decoded(
  chunks: AsyncIterable<Buffer>,
  { encoding, bytes }: (typeof byteOrderMarks)[number],
): AsyncGenerator<Buffer> {
  let left = encoding === undefined ? bytes.length : 0;
  const decoder = encoding === undefined ? undefined : new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) {
    const kept = chunk.subarray(left);
    left = 0;
    yield decoder === undefined ? kept : Buffer.from(decoder.decode(kept, { stream: true }));
  }
  // Throws where the last character is cut off.
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}
