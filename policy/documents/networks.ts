import { isIP } from "node:net";

/**
 * Reports if CIDR ranges together are no larger than an IPv4 /8 and an IPv6 /32: the limit up to which Amazon S3 considers a range not
 * public (Amazon S3 User Guide, "Blocking public access", "The meaning of public"). Sizes are summed, so two halves of the Internet count as the
 * Internet. Text that is not a range counts as unlimited.
 */
export function isBoundedNetwork(ranges: readonly string[]): boolean {
  const sizes = ranges.map(sizeOf);
  const total = (family: 4 | 6) => sizes.reduce((sum, size) => sum + (size?.family === family ? size.addresses : 0), 0);
  return sizes.length > 0 && !sizes.includes(undefined) && total(4) <= 2 ** (32 - 8) && total(6) <= 2 ** (128 - 32);
}

/** Counts the addresses of a range; a single address is a range of one. */
function sizeOf(range: string): { readonly family: 4 | 6; readonly addresses: number } | undefined {
  const [address = "", length, ...rest] = range.split("/");
  const family = isIP(address);
  if (family !== 4 && family !== 6) {
    return undefined;
  }
  const bits = family === 4 ? 32 : 128;
  const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
  return rest.length === 0 && isLength ? { family, addresses: 2 ** (bits - Number(length ?? bits)) } : undefined;
}
