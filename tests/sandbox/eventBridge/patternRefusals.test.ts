import { compilePattern, PatternError } from "../../../sandbox/eventBridge/pattern";
import { readJson } from "../../support/readJson";

describe("a pattern that EventBridge refuses", () => {
  test.each(
    readJson<readonly (readonly [name: string, pattern: unknown, message: string])[]>(
      __dirname,
      "patternRefusals.json",
    ),
  )("%s", (_name, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({ message: `Event pattern is not valid. Reason: ${message}` }),
    );
  });

  test("text that is no JSON", () => {
    expect(() => compilePattern("{")).toThrow(PatternError);
    expect(() => compilePattern("{")).toThrow(/^Event pattern is not valid\. Reason: The pattern is not JSON: /);
  });
});
