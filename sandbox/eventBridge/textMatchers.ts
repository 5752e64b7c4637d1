import { BlockList } from "node:net";
import { familyOf, subnetTest } from "../ipSubnet";
import { matchesPattern, type Wildcard } from "../wildcard";
import { patternLimits, refuse } from "./patternRules";

/**
 * Compiles a CIDR block, IPv4 or IPv6 (EventBridge User Guide, IP address matching). As in Event Ruler, the range begins at the written address,
 * and a mask that leaves one address is rejected.
 */
export function compileCidr(block: string, place: string): (value: string) => boolean {
  const [address = "", mask = "", ...more] = block.split("/");
  const family = plainFamilyOf(address);
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  const { ipv4MaskBits, ipv6MaskBits } = patternLimits;
  if (family === undefined || more.length > 0 || bits < 0 || bits > (family === "ipv6" ? ipv6MaskBits : ipv4MaskBits)) {
    const allowed = `an IPv4 address with a mask of 0 to ${ipv4MaskBits} bits, or an IPv6 address with 0 to ${ipv6MaskBits}`;
    return refuse(place, "Malformed CIDR", block, allowed);
  }
  const isInSubnet = subnetTest(address, bits, family);
  const fromAddress = new BlockList();
  fromAddress.addRange(address, lastAddress[family], family);
  return (value) => plainFamilyOf(value) === family && isInSubnet(value) && fromAddress.check(value, family);
}

const lastAddress = { ipv4: "255.255.255.255", ipv6: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" } as const;

/** Event Ruler's notation has no zone names and IPv4 tails. */
function plainFamilyOf(text: string): keyof typeof lastAddress | undefined {
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
