/** The bytes of one event, and its place in the file; see FileEvent. */
export interface Slice {
  readonly number: number;
  readonly bytes: Buffer;
}

/** Splits at line feeds; a carriage return before one belongs to the line's end. Blank lines are counted and left out. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Slice> {
  let parts: Buffer[] = [];
  let number = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      const bytes = Buffer.concat([...parts, chunk.subarray(start, end)]);
      number += 1;
      if (!isBlank(bytes)) yield { number, bytes };
      parts = [];
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
  }
  const bytes = Buffer.concat(parts);
  if (!isBlank(bytes)) yield { number: number + 1, bytes };
}

/** True if there is nothing but the white space of JSON (RFC 8259, section 2). */
export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 10 || byte === 13);
}
