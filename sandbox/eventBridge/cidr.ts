import { isIPv4, isIPv6 } from "node:net";
import { refuse } from "./patternError";
import { patternLimits } from "./patternLimits";

/**
 * Compiles a CIDR block, IPv4 or IPv6 (Amazon EventBridge User Guide, Comparison operators for use in event patterns, IP
 * address matching). As in Event Ruler, the open source of EventBridge's matching, the range begins at the address as it
 * is written, and a mask that leaves one address only is refused.
 */
export function compileCidr(block: string, place: string): (value: string) => boolean {
  const [written = "", mask = "", ...more] = block.split("/");
  const address = parseAddress(written);
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  const allowedBits = address?.family === 6 ? patternLimits.ipv6MaskBits : patternLimits.ipv4MaskBits;
  if (address === undefined || more.length > 0 || bits < 0 || bits > allowedBits) {
    const { ipv4MaskBits, ipv6MaskBits } = patternLimits;
    const allowed = `an IPv4 address with a mask of 0 to ${ipv4MaskBits} bits, or an IPv6 address with 0 to ${ipv6MaskBits}`;
    return refuse(place, "Malformed CIDR", block, allowed);
  }
  const hostBits = BigInt((address.family === 4 ? 32 : 128) - bits);
  const bottom = address.number;
  const top = bottom | ((1n << hostBits) - 1n);
  return (value) => {
    const candidate = parseAddress(value);
    return (
      candidate !== undefined &&
      candidate.family === address.family &&
      candidate.number >= bottom &&
      candidate.number <= top
    );
  };
}

interface Address {
  readonly family: 4 | 6;
  readonly number: bigint;
}

function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) {
    return { family: 4, number: joined(text.split(".").map(Number), 8n) };
  }
  // Zone names and IPv4 tails are no part of the notation that Event Ruler reads.
  if (!isIPv6(text) || text.includes(".") || text.includes("%")) {
    return undefined;
  }
  const [head = "", tail] = text.split("::");
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = new Array<number>(8 - before.length - after.length).fill(0);
  return { family: 6, number: joined([...before, ...zeros, ...after], 16n) };
}

function groups(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}

function joined(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);
}
