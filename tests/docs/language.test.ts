import { join } from "node:path";
import { type Passage, proseIn } from "../support/prose";

const prose = proseIn(join(__dirname, "..", ".."));

/**
 * Words that this project's prose leaves to others, with the ones that it uses. A term of AWS, Pulumi, Git or Jest is no finding: see `terms`.
 * Source: the vocabulary in CONTRIBUTING.md.
 */
const words: Readonly<Record<string, RegExp>> = {
  "layer, module, layering rules": /\b(?:rooms?|houses?|directions?)\b/i,
  "report, query, notify, check": /\b(?:tells?|told|telling|asks?|asked|asking|judges?|judged|judging|judge?ments?)\b/i,
  "fix, result of, is in": /\b(?:mend(?:s|ed|ing)?|came of|comes of|became of|becomes of|stands? in|lies? in)\b/i,
  "emulate, simulate, support": /\b(?:plays|play)\b/i,
  "send to the dead-letter queue, failed": /\b(?:park(?:s|ed|ing)?|given up|gives? up|gave up)\b/i,
  "destination, recorder, mutex, deployment, the thing's name": /\b(?:far side|books?|turns|wiring|pieces?)\b/i,
  "the caller, the user, no one, you": /\b(?:who it is that|whoever|whomever|somebody|nobody|a person)\b/i,
  "resume, continue, check whether": /\b(?:goes on|go on|looks? whether)\b/i,
};

/** Other people's terms and names that contain such a word. */
const terms = /\b(?:GoLand|flex-direction|asks? for a review)\b/gi;

/** The place and the text of a passage that has such a word. */
function findings(passages: readonly Passage[], pattern: RegExp): readonly string[] {
  return passages.flatMap(({ file, line, text }) => {
    const found = pattern.exec(text.replace(terms, " "));
    return found === null ? [] : [`${file}:${line}: ${found[0]}`];
  });
}

describe("the project's prose", () => {
  it.each(Object.entries(words))("says %s", (_, pattern) => {
    expect(findings(prose, pattern)).toEqual([]);
  });

  it("begins nearly every docstring with a verb or a noun", () => {
    const openings = prose.filter(
      ({ kind, text }) => kind === "docstring" && /^\/\*\*[\s*]*(?:What|Whether|Who|Where|How)\b/.test(text),
    );
    expect(openings.map(({ file, line }) => `${file}:${line}`).slice(29)).toEqual([]);
  });

  it("is found in documents, comments, messages and titles of tests", () => {
    const found = (file: string, text: string) =>
      prose.some((passage) => passage.file === file && passage.text.includes(text));
    expect(found("README.md", "You need Node.js")).toBe(true);
    expect(found("components/personError.ts", "class")).toBe(false);
    expect(found("tests/docs/language.test.ts", "begins nearly every docstring")).toBe(true);
    expect(
      findings([{ file: "a.ts", line: 1, kind: "comment", text: "// It tells the caller." }], /\btells\b/),
    ).toEqual(["a.ts:1: tells"]);
  });
});
