import { createHash } from "node:crypto";

/** Makes UUIDs that look random. The same seed gives the same UUIDs in the same order. */
export function createIdentifiers(seed: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return uuidOf(`${seed}\n${count}`);
  };
}

/** Derives a UUID from `text`, in the form of a version 4 UUID. */
export function uuidOf(text: string): string {
  const hex = createHash("md5").update(text).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
