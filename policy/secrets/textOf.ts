/**
 * Decodes a file: UTF-8, or UTF-16 with a byte order mark (Unicode Standard, section 23.8). In other encodings, only ASCII characters are decoded
 * correctly. Returns nothing for binary data, such as an image, and the reason for a packed archive or a program.
 */
export function textOf(octets: Buffer): { readonly text?: string; readonly unread?: string } {
  const unread = packed.find(({ start, at }) => octets.subarray(at, at + start.length).equals(start))?.unread;
  if (unread !== undefined) {
    return { unread };
  }
  const encoding = encodings.find(({ mark }) => octets.subarray(0, mark.length).equals(mark))?.encoding;
  if (encoding === undefined && octets.subarray(0, 8192).includes(0)) {
    return {};
  }
  return { text: new TextDecoder(encoding ?? "utf-8").decode(octets) };
}

const encodings = [
  { mark: Buffer.from([0xff, 0xfe]), encoding: "utf-16le" },
  { mark: Buffer.from([0xfe, 0xff]), encoding: "utf-16be" },
] as const;

const archive = "is a packed archive";
const program = "is a compiled program";

/** First bytes: ZIP (PKWARE, APPNOTE.TXT, 4.3.7), gzip (RFC 1952), tar (POSIX.1-2024, pax), ELF (System V ABI). A JAR is a ZIP. */
const packed: readonly { readonly start: Buffer; readonly at: number; readonly unread: string }[] = [
  { start: Buffer.from("PK\x03\x04", "latin1"), at: 0, unread: archive },
  { start: Buffer.from([0x1f, 0x8b]), at: 0, unread: archive },
  { start: Buffer.from("ustar", "latin1"), at: 257, unread: archive },
  { start: Buffer.from("\x7fELF", "latin1"), at: 0, unread: program },
];
