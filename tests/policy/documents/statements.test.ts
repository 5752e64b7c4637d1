import fc from "fast-check";
import { covers } from "../../../policy/documents/statements";

// IAM User Guide, "IAM JSON policy elements: Resource": `*` means any combination of characters, `?` any single
// character.
it.each([
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["?", "", false],
  ["sqs:*", "SQS:SendMessage", true],
  ["sqs:Send*", "sqs:ReceiveMessage", false],
  ["s?s:*Message", "sns:DeleteMessageBatch", false],
  ["s?s:*Message*", "sns:DeleteMessageBatch", true],
  ["arn:aws:s3:::logs/*/2026/*", "arn:aws:s3:::logs/a/2025/b/2026/c", true],
  ["arn:aws:s3:::logs/*/2026/*", "arn:aws:s3:::logs/2026/c", false],
  ["a.c", "abc", false],
  ["*a*b", "xaxbx", false],
  ["**b", "ab", true],
  ["a?", "a*", true],
  ["a", "a*", false],
])("%j covers %j: %s", (pattern, text, expected) => {
  expect(covers(pattern, text)).toBe(expected);
});

it("a text with a wildcard for any of its parts covers it", () => {
  const part = fc.record({ text: fc.string({ maxLength: 6 }), as: fc.constantFrom("itself", "*", "?") });
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const pattern = parts.map(({ text, as }) => {
        const open = as === "*" ? "*" : "?".repeat(text.length);
        return as === "itself" ? text : open;
      });
      expect(covers(pattern.join(""), parts.map(({ text }) => text.toUpperCase()).join(""))).toBe(true);
    }),
  );
});

it("the time for many wildcards is linear", () => {
  const start = Date.now();
  expect(covers(`${"a*".repeat(200)}b`, "a".repeat(5_000))).toBe(false);
  expect(Date.now() - start).toBeLessThan(1_000);
});
