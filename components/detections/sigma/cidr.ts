import { isIPv4, isIPv6 } from "node:net";
import type { RuleFile } from "./ruleFile";

/**
 * Makes a regular expression for the addresses in a network, which every target supports: the targets share no function for networks, and Trino's fails
 * if an IPv6 address is compared with an IPv4 network.
 * @throws RuleError for text that is not a network, bits after the prefix, and an IPv6 network whose addresses have several spellings
 */
export function networkExpression(text: string, file: RuleFile, line: number): string {
  const [address = "", length = "", ...more] = text.split("/");
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (more.length === 0 && isIPv4(address) && prefix <= 32) {
    return ofVersion4(address.split(".").map(Number), prefix, text, file, line);
  }
  if (more.length === 0 && isIPv6(address) && prefix <= 128) {
    return ofVersion6(address, prefix, text, file, line);
  }
  return file.refuse(
    line,
    `${JSON.stringify(text)} is not a network; write one such as 192.0.2.0/24 or 2001:db8::/32.`,
  );
}

function ofVersion4(octets: readonly number[], prefix: number, text: string, file: RuleFile, line: number): string {
  const parts = octets.map((octet, index) => {
    const bits = Math.min(8, Math.max(0, prefix - 8 * index));
    const size = 2 ** (8 - bits);
    if (octet % size !== 0) {
      refuseHostBits(text, file, line);
    }
    return size === 256 ? "[0-9]+" : alternatives(Array.from({ length: size }, (_, step) => String(octet + step)));
  });
  return `^${parts.join("\\.")}$`;
}

function alternatives(texts: readonly string[]): string {
  return texts.length === 1 ? texts.join("") : `(${texts.join("|")})`;
}

/** Makes the expression for an IPv6 network. Only whole groups that are not zero have the same position in every spelling of an address. */
function ofVersion6(address: string, prefix: number, text: string, file: RuleFile, line: number): string {
  const [head = "", tail = ""] = address.split("::");
  const first = head.split(":").filter((group) => group !== "");
  const last = tail.split(":").filter((group) => group !== "");
  const groups = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => "0"), ...last];
  const values = groups.map((group) => Number.parseInt(group, 16));
  const count = prefix / 16;
  if (values.some((value, index) => index >= Math.ceil(count) && value !== 0)) {
    refuseHostBits(text, file, line);
  }
  if (!Number.isInteger(count) || count === 0 || values.slice(0, count).some((value) => !(value > 0))) {
    file.refuse(
      line,
      `${JSON.stringify(text)} cannot be expressed: a network of IPv6 must have a prefix of whole groups that are not zero, such as 2001:db8::/32.`,
    );
  }
  return `^${values
    .slice(0, count)
    .map((value) => `0*${value.toString(16)}`)
    .join(":")}${count === 8 ? "$" : ":"}`;
}

function refuseHostBits(text: string, file: RuleFile, line: number): never {
  file.refuse(line, `${JSON.stringify(text)} has bits set behind its prefix; write the first address of the network.`);
}
