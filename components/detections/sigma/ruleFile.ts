import { nearest } from "../../configuration/problem";
import { PersonError } from "../../personError";

/** A mistake in a rule file, or a condition that its target cannot express; the message begins with FILE:LINE. */
export class RuleError extends PersonError {
  override readonly name = "RuleError";

  /**
   * @param place the file and the line, or the path in the configuration
   * @param reason the mistake and the fix, in sentences
   */
  constructor(
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${place}: ${reason}`);
  }
}

/** The place of a rule file in messages. */
export class RuleFile {
  constructor(
    readonly path: string,
    /** Reports values that are allowed but probably mistakes. */
    private readonly warn: (message: string) => void,
  ) {}

  refuse(line: number, message: string): never {
    throw new RuleError(this.place(line), message);
  }

  /** Refuses a word that is not allowed; `advice` names another fix. */
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

/** The place of a value in a stack's configuration, which has a path and no lines. */
export class ConfiguredValue extends RuleFile {
  protected override place(): string {
    return this.path;
  }
}
