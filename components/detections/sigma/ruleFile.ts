import { nearest } from "../../configuration/problem";
import { PersonError } from "../../personError";

/** A mistake in a rule file, or what its target cannot express; the message begins with FILE:LINE. */
export class RuleError extends PersonError {
  override readonly name = "RuleError";

  /**
   * @param place the file and the line, or the path in the configuration
   * @param reason what is wrong and what to do, in sentences
   */
  constructor(
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}

/** A rule file, for its messages. */
export class RuleFile {
  constructor(
    readonly path: string,
    /** Takes what is allowed and is likely to be a mistake. */
    private readonly warn: (message: string) => void,
  ) {}

  refuse(line: number, message: string): never {
    throw new RuleError(this.place(line), message);
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
    this.warn(`${this.place(line)}: ${message}`);
  }

  protected place(line: number): string {
    return `${this.path}:${line}`;
  }
}

/** A value of a stack's configuration in a rule file's place: it has a path there, and no lines. */
export class ConfiguredValue extends RuleFile {
  protected override place(): string {
    return this.path;
  }
}
