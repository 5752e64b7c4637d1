import fc from "fast-check";
import { evaluateMetricMath, MetricMathError } from "../../../sandbox/cloudWatch/metricMath";

const values = { received: 40, rejected: 2, none: undefined };

describe("metric math", () => {
  it.each<[string, number | undefined]>([
    ["received", 40],
    ["100 * rejected / received", 5],
    ["received - rejected - 1", 37],
    ["received - (rejected - 1)", 39],
    ["-rejected + 3", 1],
    ["2 + 3 * 4", 14],
    ["IF(received > 0, 100 * rejected / received, 0)", 5],
    ["IF(received < 0, none, 7)", 7],
    ["IF(none, 1, 2)", undefined],
    ["rejected + none", undefined],
    ["rejected / 0", undefined],
    ["received >= 40", 1],
    ["received != 40", 0],
    ["0.5 * rejected", 1],
  ])("%s is %s", (expression, expected) => {
    expect(evaluateMetricMath(expression, values)).toBe(expected);
  });

  it.each(["", "unknown", "1 +", "(1", "IF(1, 2)", "1 2", "rejected;", "SUM(rejected)", "constructor"])(
    "refuses %j",
    (expression) => {
      expect(() => evaluateMetricMath(expression, values)).toThrow(MetricMathError);
    },
  );

  it("adds and multiplies as arithmetic does", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.constantFrom("+", "-", "*")),
        (numbers, signs) => {
          const expression = numbers
            .map((number, index) => (index === 0 ? `${number}` : `${signs.next().value} ${number}`))
            .join(" ");
          // biome-ignore lint/security/noGlobalEval: JavaScript's own arithmetic is what this is held against.
          expect(evaluateMetricMath(expression, {})).toBe(eval(expression));
        },
      ),
    );
  });
});
