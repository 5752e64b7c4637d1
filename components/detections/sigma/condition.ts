import type { RuleFile } from "./ruleFile";
import { allOf, anyOf, type Test } from "./test";

/** Named selections of a rule's detection. */
export type Selections = ReadonlyMap<string, Test>;

/**
 * Reads a condition: `or` has the lowest precedence, then `and`, then `not`; `1 of`, `any of` and `all of` take a name, a pattern with `*`, or `them`.
 * Source: Sigma specification 2.1, "Condition".
 * @param used receives the names of the selections that the condition uses
 * @throws RuleError
 */
export function readCondition(
  text: string,
  selections: Selections,
  { file, line, used }: { readonly file: RuleFile; readonly line: number; readonly used: Set<string> },
): Test {
  const reader = new ConditionReader(text, selections, file, line, used);
  return reader.read();
}

const words: ReadonlySet<string> = new Set(["and", "or", "not", "of", "them", "1", "any", "all"]);

class ConditionReader {
  readonly #tokens: readonly string[];
  #index = 0;

  constructor(
    private readonly text: string,
    private readonly selections: Selections,
    private readonly file: RuleFile,
    private readonly line: number,
    private readonly used: Set<string>,
  ) {
    if (text.includes("|")) {
      this.#refuse("the part behind | is obsolete; count events with a correlation in its own document");
    }
    this.#tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  }

  read(): Test {
    const test = this.#or();
    return this.#next === undefined ? test : this.#refuse(`and, or or the end is expected; there is ${this.#next}`);
  }

  get #next(): string | undefined {
    return this.#tokens[this.#index];
  }

  #takeIf(...texts: readonly string[]): boolean {
    const isThere = this.#next !== undefined && texts.includes(this.#next);
    this.#index += isThere ? 1 : 0;
    return isThere;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#takeIf("or")) {
      tests.push(this.#and());
    }
    return anyOf(tests);
  }

  #and(): Test {
    const tests = [this.#not()];
    while (this.#takeIf("and")) {
      tests.push(this.#not());
    }
    return allOf(tests);
  }

  #not(): Test {
    return this.#takeIf("not") ? { kind: "not", test: this.#not() } : this.#operand();
  }

  #operand(): Test {
    if (this.#takeIf("(")) {
      const test = this.#or();
      return this.#takeIf(")") ? test : this.#refuse(`) is expected; there is ${this.#next ?? "the end"}`);
    }
    const word = this.#next;
    if (word === undefined || word === ")") {
      return this.#refuse(`a selection is expected; there is ${word ?? "the end"}`);
    }
    this.#index += 1;
    if (this.#next === "of") {
      this.#index += 1;
      return this.#quantified(word);
    }
    return this.#selection(word);
  }

  #quantified(quantifier: string): Test {
    if (quantifier !== "1" && quantifier !== "any" && quantifier !== "all") {
      this.#refuse(`"${quantifier} of" is not in Sigma; use "1 of" or "all of"`);
    }
    const name = this.#next ?? this.#refuse("a pattern or them is expected after of; there is the end");
    this.#index += 1;
    const pattern = name === "them" ? /^(?!_)/ : patternOf(name);
    const names = [...this.selections.keys()].filter((one) => pattern.test(one));
    if (names.length === 0) {
      this.#refuse(`${name} matches no selection; there are ${[...this.selections.keys()].join(", ")}`);
    }
    const tests = names.map((one) => this.#selection(one));
    return quantifier === "all" ? allOf(tests) : anyOf(tests);
  }

  #selection(name: string): Test {
    const test = this.selections.get(name);
    if (test !== undefined) {
      this.used.add(name);
      return test;
    }
    if (words.has(name.toLowerCase())) {
      const advice = words.has(name) ? "it needs a selection beside it" : `write ${name.toLowerCase()}, in lower case`;
      return this.#refuse(`${name} has no place here; ${advice}`);
    }
    return this.file.refuseWord(this.line, "selection of this rule", name, [...this.selections.keys()]);
  }

  #refuse(message: string): never {
    this.file.refuse(this.line, `The condition ${JSON.stringify(this.text)} cannot be read: ${message}.`);
  }
}

function patternOf(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}
