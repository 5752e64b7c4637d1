import { familyOf, subnetTest } from "../ipSubnet";
import { matchesPattern, type Wildcard } from "../wildcard";
import { patternLimits, refuse } from "./patternRules";

/**
 * Compiles a CIDR block, IPv4 or IPv6 (EventBridge User Guide, IP address matching). As in Event Ruler, bits behind the mask are ignored, a mask
 * that leaves one address is rejected, and octets are decimal with or without leading zeros. A block contains addresses of its own family alone
 * (RFC 4632, RFC 4291): Event Ruler compares hexadecimal digits, so that its `::/0` contains IPv4 addresses and its `0.0.0.0/0` even numbers.
 */
export function compileCidr(block: string, place: string): (value: string) => boolean {
  const [start = "", mask = "", ...more] = block.split("/");
  const address = withoutLeadingZeros(start);
  const family = plainFamilyOf(address);
  const bits = /^\d+$/.test(mask) ? Number(mask) : -1;
  const { ipv4MaskBits, ipv6MaskBits } = patternLimits;
  if (family === undefined || more.length > 0 || bits < 0 || bits > (family === "ipv6" ? ipv6MaskBits : ipv4MaskBits)) {
    const allowed = `an IPv4 address with a mask of 0 to ${ipv4MaskBits} bits, or an IPv6 address with 0 to ${ipv6MaskBits}`;
    return refuse(place, "Malformed CIDR", block, allowed);
  }
  const isInSubnet = subnetTest(address, bits, family);
  return (value) => {
    const plain = withoutLeadingZeros(value);
    return plainFamilyOf(plain) === family && isInSubnet(plain);
  };
}

/** Removes the leading zeros of dotted decimal octets; other text is returned unchanged. */
function withoutLeadingZeros(text: string): string {
  return /^[\d.]+$/.test(text) ? text.replace(/(?<!\d)0+(?=\d)/g, "") : text;
}

/** Event Ruler's notation has no zone names and IPv4 tails. */
function plainFamilyOf(text: string): ReturnType<typeof familyOf> {
  const family = familyOf(text);
  return family === "ipv6" && text.includes(".") ? undefined : family;
}

/**
 * Compiles a wildcard: `*` matches any characters or none; `\*` and `\\` are literal. Rejects two wildcards in a row and other escapes
 * (EventBridge User Guide, Matching using wildcards). EventBridge's limit of complexity is undocumented, so there is none here.
 */
export function compileWildcard(text: string, place: string): (value: string) => boolean {
  const pattern = Array.from(text.matchAll(/\\?./gsu), ([token]) => tokenOf(token, text, place));
  if (pattern.some((token, index) => typeof token !== "string" && token === pattern[index + 1])) {
    refuse(place, "Consecutive wildcard characters are not supported", text, "one * at a time");
  }
  return (value) => matchesPattern(pattern, value);
}

/**
 * Compiles a comparison that ignores case. As in Event Ruler, each character of `text` matches its lower case and its upper case, so that `ß`
 * matches `SS` and `SS` does not match `ß`. A character beyond U+FFFF is one character here (EventBridge User Guide, Equals-ignore-case
 * matching, excludes none); Event Ruler reads its halves apart and never matches it.
 */
export function compileIgnoringCase(text: string, place: "start" | "end" | "whole"): (value: string) => boolean {
  const characters = Array.from(text, (character) => {
    const forms = [character.toLowerCase(), character.toUpperCase()];
    return `(?:${forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|")})`;
  }).join("");
  const pattern = new RegExp(`${place === "end" ? "" : "^"}${characters}${place === "start" ? "" : "$"}`, "u");
  return (value) => pattern.test(value);
}

const anyCharacters: Wildcard = { many: true, crossesColons: true };

function tokenOf(token: string, text: string, place: string): string | Wildcard {
  if (token === "*") {
    return anyCharacters;
  }
  if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") {
    refuse(place, "Invalid escape character", text, "\\* and \\\\");
  }
  return token.slice(token.startsWith("\\") ? 1 : 0);
}
