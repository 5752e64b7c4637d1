import { BlockList, isIP } from "node:net";

/**
 * True for an IPv4 or IPv6 address with or without a routing prefix, such as `203.0.113.0/24` or `2001:DB8:1234:5678::/64`
 * (IAM User Guide, IAM JSON policy elements: Condition operators).
 */
export function isIpRange(range: string): boolean {
  return parseRange(range) !== undefined;
}

/** True when the address lies in the range; false when either is none. An IPv4 address never lies in an IPv6 range. */
export function isInIpRange(address: string, range: string): boolean {
  const parsed = parseRange(range);
  const version = isIP(address);
  if (parsed === undefined || version === 0 || parsed.version !== version) {
    return false;
  }
  const family = version === 4 ? "ipv4" : "ipv6";
  const members = new BlockList();
  members.addSubnet(parsed.network, parsed.prefix, family);
  return members.check(address, family);
}

function parseRange(range: string): { network: string; prefix: number; version: number } | undefined {
  const [network = "", prefixText, ...more] = range.split("/");
  const version = isIP(network);
  if (version === 0 || network.includes("%") || more.length > 0) {
    return undefined;
  }
  const widest = version === 4 ? 32 : 128;
  if (prefixText === undefined) {
    return { network, prefix: widest, version };
  }
  const prefix = Number(prefixText);
  return /^\d{1,3}$/.test(prefixText) && prefix <= widest ? { network, prefix, version } : undefined;
}
