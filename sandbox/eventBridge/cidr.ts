import { BlockList, isIPv4, isIPv6 } from "node:net";
import { refuse } from "./patternError";
import { patternLimits } from "./patternLimits";

/**
 * Compiles a CIDR block, IPv4 or IPv6 (Amazon EventBridge User Guide, Comparison operators for use in event patterns, IP
 * address matching). As in Event Ruler, the open source of EventBridge's matching, the range begins at the address as it
 * is written, and a mask that leaves one address only is refused.
 */
export function compileCidr(block: string, place: string): (value: string) => boolean {
  const [address = "", mask = "", ...more] = block.split("/");
  const family = familyOf(address);
  const bits = /^\d{1,3}$/.test(mask) ? Number(mask) : -1;
  const { ipv4MaskBits, ipv6MaskBits } = patternLimits;
  if (family === undefined || more.length > 0 || bits < 0 || bits > (family === "ipv6" ? ipv6MaskBits : ipv4MaskBits)) {
    const allowed = `an IPv4 address with a mask of 0 to ${ipv4MaskBits} bits, or an IPv6 address with 0 to ${ipv6MaskBits}`;
    return refuse(place, "Malformed CIDR", block, allowed);
  }
  const subnet = new BlockList();
  subnet.addSubnet(address, bits, family);
  const fromAddress = new BlockList();
  fromAddress.addRange(address, lastAddress[family], family);
  return (value) => familyOf(value) === family && subnet.check(value, family) && fromAddress.check(value, family);
}

const lastAddress = { ipv4: "255.255.255.255", ipv6: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" } as const;

/** Zone names and IPv4 tails are not part of the notation that Event Ruler reads. */
function familyOf(text: string): keyof typeof lastAddress | undefined {
  if (isIPv4(text)) {
    return "ipv4";
  }
  return isIPv6(text) && !/[.%]/.test(text) ? "ipv6" : undefined;
}
