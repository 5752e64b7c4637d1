import { identityOf } from "../../../functions/mapping/identity";

test("the vendor's id is the id if the pattern allows it", () => {
  expect(identityOf("a_B-9", { id: "e", detail: {} })).toEqual({ id: "a_B-9", UID: "a_B-9" });
  const longest = "x".repeat(128);
  expect(identityOf(longest, { detail: {} })).toEqual({ id: longest, UID: longest });
});

test.each(["a b", "a/b", "é", "x".repeat(129), "a\n", "😀"])("%j is hashed, and kept as the UID", (vendorId) => {
  const { id, UID } = identityOf(vendorId, { detail: {} });
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  expect(UID).toBe(vendorId);
  expect(identityOf(vendorId, { id: "other", detail: { other: 1 } })).toEqual({ id, UID });
});

test("without one, the EventBridge event's id is used", () => {
  expect(identityOf(undefined, { id: "envelope-1", detail: {} })).toEqual({ id: "envelope-1", UID: "envelope-1" });
});

test("without either, it is a hash of only the event's content", () => {
  const identity = identityOf(undefined, { detail: { a: 1 } });
  expect(identity.id).toMatch(/^[0-9a-f]{64}$/);
  expect(identity.UID).toBe(identity.id);
  expect(identityOf(undefined, { id: "", time: "now", detail: { a: 1 } })).toEqual(identity);
  expect(identityOf(undefined, { detail: { a: 2 } })).not.toEqual(identity);
});

test("a lone surrogate in an id becomes UTF-8's replacement character", () => {
  expect(identityOf(undefined, { id: "a\ud800", detail: {} }).UID).toBe("a\ufffd");
});
