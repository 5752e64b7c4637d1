import { isIP } from "node:net";

/**
 * Extracts the IP address of a text: the text itself, or the address in an IPv4-mapped IPv6 address (`::ffff:203.0.113.7`), before a port
 * (`203.0.113.9:443`, `[2001:db8::1]:443`; without brackets only if the port cannot be part of the address), before a zone id
 * (`fe80::1%eth0`), or the first address of a comma-separated list, which is the client's if proxies append their own. Returns undefined if
 * there is none.
 * Sources: RFC 4291, section 2.5.5.2; RFC 3986, section 3.2.2; RFC 4007, section 11; RFC 7239, section 1 (X-Forwarded-For).
 */
export function addressOf(text: string): string | undefined {
  if (isIP(text) !== 0 && !special.test(text)) {
    return text;
  }
  for (const part of text.split(",")) {
    const address = addressIn(part.trim());
    if (address !== undefined) {
      return address;
    }
  }
  return undefined;
}

/** Parts of a text that is more than an address, or another form of one. */
const special = /%|:ffff:/i;

function addressIn(text: string): string | undefined {
  const host = withPort.exec(text);
  const address = host?.[1] ?? host?.[2] ?? text;
  if (isIP(address) === 4) {
    return address;
  }
  const [withoutZone = ""] = address.split("%", 1);
  if (isIP(withoutZone) === 6) {
    return unmapped(withoutZone);
  }
  const bare = withBarePort.exec(text)?.[1] ?? "";
  return isIP(bare) === 6 ? unmapped(bare) : undefined;
}

/** An IPv6 address in brackets or an IPv4 address, with or without a port. */
const withPort = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/;

/** An IPv6 address with a port that looks like one more group. */
const withBarePort = /^([\da-f:.]+):\d{1,5}$/i;

function unmapped(address: string): string {
  if (!special.test(address)) {
    return address;
  }
  // The URL parser writes every form of an address in the same way (URL Standard, IPv6 serializer).
  const groups = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(new URL(`http://[${address}]`).hostname);
  if (groups === null) {
    return address;
  }
  const bytes = groups
    .slice(1)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
  return bytes.join(".");
}
