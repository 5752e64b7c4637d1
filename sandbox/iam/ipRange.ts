import { addressBits, familyOf, subnetTest } from "../ipSubnet";

/** An IPv4 or IPv6 address with or without a prefix length, such as `203.0.113.0/24` (IAM User Guide, IP address condition operators). */
export const ipRangeForm = {
  name: "an IP address or a range of them, such as 203.0.113.0/24",
  test: (range: string) => rangeOf(range) !== undefined,
};

/** Checks whether an address is in a range. An IPv4 address is never in an IPv6 range, and an invalid address is in no range. */
export function isInIpRange(range: string, address: string): boolean {
  return rangeOf(range)?.(address) ?? false;
}

function rangeOf(range: string): ((address: string) => boolean) | undefined {
  const [network = "", prefix, ...more] = range.split("/");
  const family = familyOf(network);
  if (family === undefined || more.length > 0) {
    return undefined;
  }
  const bits = prefix === undefined ? addressBits[family] : Number(prefix);
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && bits <= addressBits[family]);
  return isPrefix ? subnetTest(network, bits, family) : undefined;
}
