import { BlockList, type IPVersion, isIP } from "node:net";

/** Returns the family of an address without a zone; undefined for other text. */
export function familyOf(address: string): IPVersion | undefined {
  const version = address.includes("%") ? 0 : isIP(address);
  return version === 0 ? undefined : `ipv${version === 4 ? 4 : 6}`;
}

/** Returns the number of bits of an address. */
export const addressBits: Readonly<Record<IPVersion, number>> = { ipv4: 32, ipv6: 128 };

/** Compiles a subnet into a test. An address of the other family and an invalid address are not in it. */
export function subnetTest(address: string, bits: number, family: IPVersion): (value: string) => boolean {
  const subnet = new BlockList();
  subnet.addSubnet(address, bits, family);
  return (value) => familyOf(value) === family && subnet.check(value, family);
}
