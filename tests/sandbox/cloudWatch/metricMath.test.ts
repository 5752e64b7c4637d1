import { evaluateMetricMath } from "../../../sandbox/cloudWatch/metricMath";

const values = { received: 40, rejected: 2, nothing: 0, none: undefined };

// Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics": only the branch that IF chooses needs a value.
describe("metric math", () => {
  it.each<[string, number | undefined]>([
    ["received", 40],
    ["received + rejected + nothing", 42],
    ["rejected + none", undefined],
    ["IF(received > 0, 100 * rejected / received, 0)", 5],
    ["IF(nothing > 0, 100 * none / nothing, 0)", 0],
    ["IF(none > 0, 100 * rejected / none, 0)", undefined],
    ["IF(received > 0, 100 * none / received, 0)", undefined],
  ])("%s is %s", (expression, expected) => {
    expect(evaluateMetricMath(expression, values)).toBe(expected);
  });

  it.each([
    "",
    "unknown",
    "constructor",
    "received +",
    "SUM(rejected)",
    "IF(received > 0, 100 * rejected / nothing, 0)",
  ])("refuses %j", (expression) => {
    expect(() => evaluateMetricMath(expression, values)).toThrow(/is the id of no metric|does not support/);
  });
});
