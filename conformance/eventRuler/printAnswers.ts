import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { compilePattern } from "../../sandbox/eventBridge/pattern";
import { PatternError } from "../../sandbox/eventBridge/patternRules";
import { event, pattern } from "./generated";

interface Difference {
  readonly pattern: string;
  readonly event: string;
}

/** Pairs that are generated, always the same ones. */
const generated = { numRuns: 10_000, seed: 1 };
const tests = join(__dirname, "..", "..", "tests", "sandbox", "eventBridge");

/**
 * Prints a pattern, an event and the sandbox's answer per line, separated by tabs: the generated pairs, those of `picked.json`
 * and `differences.json`, and those of the tests, which are from the EventBridge User Guide. The answer is `true`, `false` or `refused`.
 */
function printAnswers(): void {
  const read = (...path: readonly string[]) => JSON.parse(readFileSync(join(...path), "utf8"));
  const pairs: readonly (readonly [pattern: unknown, event: unknown])[] = [
    ...fc.sample(fc.tuple(pattern, event), generated),
    ...read(__dirname, "picked.json"),
    ...read(__dirname, "differences.json").map((one: Difference) => [one.pattern, one.event]),
    ...read(tests, "patternCases.json").map((one: readonly unknown[]) => one.slice(1, 3)),
    ...read(tests, "patternRefusals.json").map((one: readonly unknown[]) => [one[1], {}]),
  ];
  for (const pair of pairs) {
    const [patternText = "", eventText = ""] = pair.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
    process.stdout.write(`${patternText}\t${eventText}\t${answerOf(patternText, eventText)}\n`);
  }
}

function answerOf(patternText: string, eventText: string): string {
  try {
    return String(compilePattern(patternText)(JSON.parse(eventText)));
  } catch (error) {
    if (error instanceof PatternError) {
      return "refused";
    }
    throw error;
  }
}

printAnswers();
