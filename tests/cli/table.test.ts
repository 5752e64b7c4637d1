import fc from "fast-check";
import stringWidth from "string-width";
import { table, wrappedTable } from "../../cli/command/table";

const columns = ["name", "count", "note"];

it("columns are aligned, and numbers are right-aligned with separators", () => {
  expect(
    table(
      columns,
      [
        ["a", 1234567, "x"],
        ["bcdef", 8, null],
      ],
      48,
      80,
    ).split("\n"),
  ).toEqual([...["name       count  note", "-----  ---------  ----", "a      1,234,567  x", "bcdef          8"]]);
});

// Unicode Standard Annex 11: letters of East Asian scripts and emoji take two columns.
it("characters of two columns count as two, and are not cut in half", () => {
  expect(
    table(
      ["name", "x"],
      [
        ["\u76e3\u67fb\u30ed\u30b0", "1"],
        ["ab", "2"],
      ],
      7,
      80,
    )
      .split("\n")
      .slice(2),
  ).toEqual(["\u76e3\u67fb\u30ed\u2026  1", "ab       2"]);
});

it("the widest column shrinks until the table fits, and a number is never cut", () => {
  const row = ["a".repeat(30), 1234567, "b".repeat(60)];
  expect(table(columns, [row], 100, 50).split("\n")[2]).toBe(
    `${"a".repeat(17)}\u2026  1,234,567  ${"b".repeat(18)}\u2026`,
  );
  expect(table(columns, [row], 100, undefined).split("\n")[2]).toBe(
    row.map((cell) => cell.toLocaleString("en-US")).join("  "),
  );
});

it("a wrapped table keeps every word, and breaks words that are too long", () => {
  expect(
    wrappedTable(
      ["status", "finding"],
      [
        ["failure", "the queue is not there anymore"],
        ["ok", "x".repeat(30)],
      ],
      {},
      25,
    ),
  ).toBe(
    [
      ...["status   finding", "-------  ----------------", "failure  the queue is not", "         there anymore"],
      ...[`ok       ${"x".repeat(16)}`, `         ${"x".repeat(14)}`],
    ].join("\n"),
  );
});

it("no line is wider than the terminal, with any values", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 90 }),
    fc.integer({ min: 0, max: 9999 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell)), fc.integer({ min: 40, max: 200 }), (rows, width) => {
      for (const text of [table(columns, rows, 48, width), wrappedTable(columns, rows, {}, width)]) {
        for (const line of text.split("\n")) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }
    }),
  );
});
