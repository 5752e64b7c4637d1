import fc from "fast-check";
import { compileRule } from "../../../components/detections/sigma/compileRule";
import { RuleError } from "../../../components/detections/sigma/ruleFile";

/** Words of rules, so generated documents resemble rules. */
const words = [
  ...[
    "eventType",
    "actor.id",
    "target.displayName",
    "published|hour",
    "eventType|contains",
    "client.ipAddress|cidr",
    "a|re",
  ],
  ...[
    "displayMessage|expand",
    "displayMessage|windash|contains|all",
    "severity|gt",
    "actor.id|fieldref",
    "target.`x`",
    "sel",
  ],
  ...[
    "detection.`x`",
    "additionalEventData.a`b",
    "user_id",
    "10.0.0.0/8",
    "::/0",
    "(a",
    "a{1,2000}",
    "*",
    "\\",
    "%x%",
    "sel and not sel",
  ],
  ...["1 of s*", "all of them", "not", "((", "|", "event_count", "value_count", "10m", "0m", "gte", "base"],
];
const text = fc.oneof(fc.constantFrom(...words), fc.string());
const scalar = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  ),
}));
const document = fc.record(
  {
    title: fc.oneof({ arbitrary: text, weight: 3 }, { arbitrary: value, weight: 1 }),
    name: fc.constantFrom("base", "other"),
    logsource: fc.oneof(
      { arbitrary: fc.record({ product: fc.constantFrom("okta", "auth0", "github", "onelogin") }), weight: 9 },
      { arbitrary: value, weight: 1 },
    ),
    detection: fc.oneof(
      {
        arbitrary: fc.record({
          sel: value,
          condition: fc.oneof(fc.constantFrom("sel", "not sel", "1 of them"), value),
        }),
        weight: 1,
      },
      {
        // A field of every vendor, so that some documents compile.
        arbitrary: fc.record({
          sel: fc.dictionary(
            fc.oneof(text, fc.constant("eventName")),
            fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })),
            { minKeys: 1, maxKeys: 2 },
          ),
          condition: fc.constant("sel"),
        }),
        weight: 3,
      },
      { arbitrary: value, weight: 1 },
    ),
    correlation: fc.oneof(
      fc.record({
        type: fc.constantFrom("event_count", "value_count"),
        rules: fc.constant(["base"]),
        "group-by": fc.array(text, { minLength: 1, maxLength: 2 }),
        timespan: fc.constantFrom("1m", "x"),
        condition: fc.record({ gte: fc.integer(), field: text }, { requiredKeys: ["gte"] }),
      }),
      value,
    ),
    level: fc.oneof({ arbitrary: fc.constant("high"), weight: 3 }, { arbitrary: value, weight: 1 }),
  },
  { requiredKeys: ["title", "logsource"] },
);

/** Returns the rules of a text, or the error that the user reads. */
function outcome(source: string): "compiled" | "refused" {
  try {
    for (const { predicates } of compileRule(source, "any.yml")) {
      expect(predicates.trino).not.toContain("undefined");
    }
    return "compiled";
  } catch (error) {
    expect(error).toBeInstanceOf(RuleError);
    expect(String(error)).toMatch(/^RuleError: any\.yml:\d+: ./);
    return "refused";
  }
}

describe("any file of rules", () => {
  it("compiles or is refused with its line: any documents", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), (documents) => {
        seen.add(outcome(documents.map((one) => JSON.stringify(one)).join("\n---\n")));
      }),
      { numRuns: 3_000 },
    );
    expect([...seen].sort()).toEqual(["compiled", "refused"]);
  });

  it("compiles or is refused with its line: any text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(
              fc.constantFrom(
                "a",
                ":",
                " ",
                "\n",
                "- ",
                "*a",
                "&a",
                "[",
                "{",
                "?",
                "|",
                "'",
                "---\n",
                "%",
                "!",
                "title",
              ),
              { maxLength: 20 },
            )
            .map((parts) => parts.join("")),
        ),
        (source) => {
          outcome(source);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
