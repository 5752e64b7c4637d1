import { nearest } from "../../configuration/problem";
import { PersonError } from "../../personError";

/** A mistake in a rule file, or what its target cannot express; the message begins with FILE:LINE. */
export class RuleError extends PersonError {
  override readonly name = "RuleError";
}

/** A rule file, for its messages. */
export class RuleFile {
  constructor(
    readonly path: string,
    /** Takes what is allowed and is likely to be a mistake. */
    private readonly warn: (message: string) => void,
  ) {}

  refuse(line: number, message: string): never {
    throw new RuleError(`${this.path}:${line}: ${message}`);
  }

  /** Refuses a word that is none of those allowed; `advice` says what else can be done. */
  refuseWord(line: number, kind: string, word: string, allowed: readonly string[], advice = ""): never {
    const near = nearest(word, allowed);
    const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
    const rest = advice === "" ? "" : ` ${advice}`;
    this.refuse(
      line,
      `${JSON.stringify(word)} is not a ${kind}; it must be one of ${allowed.join(", ")}.${suggestion}${rest}`,
    );
  }

  warnOf(line: number, message: string): void {
    this.warn(`${this.path}:${line}: ${message}`);
  }
}
