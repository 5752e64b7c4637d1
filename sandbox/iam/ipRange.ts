import { BlockList, isIP } from "node:net";

/** An IPv4 or IPv6 address with or without a prefix's length, such as `203.0.113.0/24` (IAM User Guide, IP address condition operators). */
export const ipRangeForm = {
  name: "an IP address or a range of them, such as 203.0.113.0/24",
  test: (range: string) => rangeOf(range) !== undefined,
};

/** Reports if an address is in a range; an IPv4 address is in no IPv6 range, and what is no address is in none. */
export function isInIpRange(range: string, address: string): boolean {
  const parsed = rangeOf(range);
  if (parsed === undefined || isIP(address) !== parsed.version) {
    return false;
  }
  const family = parsed.version === 4 ? "ipv4" : "ipv6";
  const members = new BlockList();
  members.addSubnet(parsed.network, parsed.prefix, family);
  return members.check(address, family);
}

function rangeOf(range: string) {
  const [network = "", prefixText, ...more] = range.split("/");
  const version = isIP(network);
  const widest = version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? widest : Number(prefixText);
  const isPrefix = prefixText === undefined || (/^\d{1,3}$/.test(prefixText) && prefix <= widest);
  return version === 0 || network.includes("%") || more.length > 0 || !isPrefix
    ? undefined
    : { network, prefix, version };
}
