import { BlockList, isIP } from "node:net";
import fc from "fast-check";
import { addressOf } from "../../../functions/mapping/values/address";

// Sources of the forms: RFC 4291 (IPv4-mapped), RFC 3986 (brackets and ports), RFC 4007 (zone ids), RFC 7239 (lists of proxies).
test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:DB8::1", "2001:DB8::1"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:cb00:7107", "203.0.113.7"],
  ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8::ffff:1", "2001:db8::ffff:1"],
  ["203.0.113.9:443", "203.0.113.9"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["[::ffff:203.0.113.7]:443", "203.0.113.7"],
  ["fe80::1%eth0", "fe80::1"],
  ["2001:db8:0:0:0:0:0:1:443", "2001:db8:0:0:0:0:0:1"],
  ["2001:db8::1:50443", "2001:db8::1"],
  ["203.0.113.9, 10.0.0.1", "203.0.113.9"],
  ["unknown, 203.0.113.9:5000,10.0.0.1", "203.0.113.9"],
])("%s is read as %s", (text, address) => {
  expect(addressOf(text)).toBe(address);
});

test.each([
  "",
  "unknown",
  "Salesforce.com IP",
  "203.0.113",
  "203.0.113.7.8",
  "203.0.113.256",
  "10.0.0.1%eth0x:1:2",
  "2001:db8:0:0:0:0:0:1:443:8",
  "host:443",
  "[",
  "[]:1",
])("%j contains no address", (text) => {
  expect(addressOf(text)).toBeUndefined();
});

test("an IPv6 address stays the same address, as compared by Node's own list of addresses", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const read = addressOf(address) ?? "";
      const list = new BlockList();
      list.addAddress(address, "ipv6");
      expect(list.check(read, isIP(read) === 4 ? "ipv4" : "ipv6")).toBe(true);
    }),
  );
});
