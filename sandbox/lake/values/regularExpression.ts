import { escaped, nothing, positions, propertyOf, simpleEscapes, start } from "./regularExpressionParts";
import { remembered } from "./valueFunction";

/** A Trino pattern in JavaScript: its expression, and the positions of the pattern's own groups among the expression's groups. */
export interface Pattern {
  readonly expression: RegExp;
  readonly groups: readonly number[];
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Translates a pattern of Joni in Java's syntax, which Trino uses, to JavaScript. It uses only JavaScript's flags `v` and `i`; the others are
 * written out. @throws Error for an invalid pattern, or one that the sandbox does not emulate
 */
export const pattern = remembered((text: string): Pattern => new PatternReader(text).read());

interface Flags {
  readonly s: boolean;
  readonly m: boolean;
  readonly x: boolean;
}

/** A group that is not closed yet: its beginning in the output, and the flags before it. */
interface OpenGroup {
  readonly output: number;
  readonly closing: string;
  readonly flags: Flags;
}

class PatternReader {
  #at = 0;
  #output = "";
  /** The beginning of the last atom in the output, which a possessive quantifier needs. */
  #atom = 0;
  #groupCount = 0;
  #atomics = 0;
  #flags: Flags = { s: false, m: false, x: false };
  #ignoresCase = false;
  readonly #open: OpenGroup[] = [];
  readonly #groups: number[] = [0];
  readonly #names = new Map<string, number>();

  constructor(private readonly text: string) {}

  read(): Pattern {
    while (this.#at < this.text.length) this.#item();
    if (this.#open.length > 0) throw new Error("end pattern with unmatched parenthesis");
    const source = this.#output.replace(/\ue000(\d+);/g, (_, group: string) => this.#backReference(Number(group)));
    try {
      return {
        expression: new RegExp(source, this.#ignoresCase ? "giv" : "gv"),
        groups: this.#groups,
        names: this.#names,
      };
    } catch (error) {
      throw new Error(
        `invalid regular expression: ${this.text} (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.text);
    if (match !== null) this.#at = expression.lastIndex;
    return match;
  }

  #emit(output: string): void {
    this.#atom = this.#output.length;
    this.#output += output;
  }

  #item(): void {
    if (this.#flags.x && this.#take(/\s+|#[^\n]*/y) !== null) return;
    const quoted = this.#take(/\\Q([\s\S]*?)(?:\\E|$)/y);
    if (quoted !== null) {
      for (const character of quoted[1] ?? "") this.#emit(escaped(character));
      return;
    }
    const quantifier = this.#take(/(?:[*?+]|\{(\d+)?(,)?(\d+)?\})/y);
    if (quantifier !== null) {
      this.#quantify(quantifier);
      return;
    }
    const character = this.#take(/[\s\S]/uy)?.[0] ?? "";
    switch (character) {
      case "\\":
        this.#escape();
        return;
      case "(":
        this.#group();
        return;
      case ")":
        this.#close();
        return;
      case "[":
        this.#emit(this.#class());
        return;
      case "|":
        this.#output += "|";
        return;
      case ".":
        this.#emit(this.#flags.s ? "[\\s\\S]" : "[^\\n]");
        return;
      case "^":
        this.#emit(this.#flags.m ? "(?<![^\\n])" : start);
        return;
      case "$":
        this.#emit(this.#flags.m ? "(?![^\\n])" : `(?=\\n?${nothing})`);
        return;
      default:
        this.#emit(escaped(character));
        return;
    }
  }

  #quantify([whole, low, comma, high]: RegExpExecArray): void {
    if (whole.startsWith("{") && low === undefined && high === undefined) {
      this.#emit(whole.replace(/[{},]/g, "\\$&"));
      return;
    }
    if (this.#output === "" || /(?:^|[^\\])[(|]$/.test(this.#output))
      throw new Error("target of repeat operator is not specified");
    this.#output += whole.startsWith("{") ? `{${low ?? 0}${comma ?? ""}${high ?? ""}}` : whole;
    if (this.#take(/\?/y) !== null) this.#output += "?";
    else if (this.#take(/\+/y) !== null) this.#makeAtomic();
  }

  #makeAtomic(): void {
    this.#atomics += 1;
    const name = `atomic${this.#atomics}`;
    const before = this.#output.slice(0, this.#atom);
    const atom = this.#output.slice(this.#atom);
    this.#shiftGroups(this.#groupsBefore(before));
    this.#output = `${before}(?=(?<${name}>${atom}))\\k<${name}>`;
  }

  /** Counts the capturing groups in a part of the output. */
  #groupsBefore(output: string): number {
    return (output.replace(/\\[\s\S]|\[[^\]]*\]/g, "").match(/\((?!\?)|\(\?<(?![=!])/g) ?? []).length;
  }

  #shiftGroups(before: number): void {
    this.#groupCount += 1;
    for (const [index, group] of this.#groups.entries())
      if (index > 0 && group > before) this.#groups[index] = group + 1;
  }

  #escape(): void {
    const reference = this.#take(/([1-9])/y);
    if (reference !== null) {
      this.#emit(`\ue000${reference[1]};`);
      return;
    }
    const named = this.#take(/k<(\w+)>/y);
    if (named !== null) {
      this.#emit(`\ue000${this.#names.get(named[1] ?? "") ?? 99};`);
      return;
    }
    const position = this.#take(/[bBAzZ]/y);
    if (position !== null) {
      this.#emit(positions[position[0]] ?? "");
      return;
    }
    this.#emit(this.#characterEscape());
  }

  /** The rest of an escape for characters, which may also be in a class. */
  #characterEscape(): string {
    const property = this.#take(/([pP])(?:\{(\^?)(\w+)\}|(\w))/y);
    if (property !== null)
      return propertyOf(property[3] ?? property[4] ?? "", (property[1] === "P") !== (property[2] === "^"));
    const code = this.#take(/(?:x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|0([0-7]{1,3}))/y);
    if (code !== null) {
      const octal = code[4];
      const value =
        octal === undefined ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "", 16) : Number.parseInt(octal, 8);
      return `\\u{${value.toString(16)}}`;
    }
    const character = this.#take(/[\s\S]/uy)?.[0];
    if (character === undefined) throw new Error("end pattern at escape");
    if ("GXRNK".includes(character))
      throw new Error(`The escape \\${character} of a regular expression is not supported by the sandbox.`);
    return simpleEscapes[character] ?? escaped(character);
  }

  #group(): void {
    const open = { output: this.#output.length, closing: ")", flags: { ...this.#flags } };
    const flags = this.#take(/\?([a-zA-Z]*)(?:-([a-zA-Z]*))?(\)|:)/y);
    if (flags !== null) {
      this.#setFlags(flags, open);
      return;
    }
    if (this.#take(/\?>/y) !== null) {
      this.#atomics += 1;
      this.#groupCount += 1;
      const name = `atomic${this.#atomics}`;
      this.#open.push({ ...open, closing: `))\\k<${name}>` });
      this.#output += `(?=(?<${name}>`;
      return;
    }
    const plain = this.#take(/\?(?:<?[=!])/y);
    if (plain === null) {
      this.#groupCount += 1;
      this.#groups.push(this.#groupCount);
    }
    const name = plain === null ? this.#take(/\?<(\w+)>/y)?.[1] : undefined;
    if (name !== undefined) this.#names.set(name, this.#groups.length - 1);
    if (plain === null && name === undefined && this.text[this.#at] === "?") throw new Error("undefined group option");
    this.#open.push(open);
    this.#output += `(${plain?.[0] ?? ""}`;
  }

  #setFlags([, on = "", off = "", end]: RegExpExecArray, open: OpenGroup): void {
    for (const flag of `${on}${off}`) {
      const isOn = !off.includes(flag);
      if (flag === "i") this.#setIgnoreCase(isOn && end === ")");
      else if (flag === "s" || flag === "m" || flag === "x") this.#flags = { ...this.#flags, [flag]: isOn };
      else
        throw new Error(
          flag === "d" || flag === "u"
            ? `The flag ${flag} of a regular expression is not supported by the sandbox.`
            : "undefined group option",
        );
    }
    if (end === ")") return;
    this.#open.push(open);
    this.#output += "(?:";
  }

  /** JavaScript ignores case in the whole pattern or not at all. */
  #setIgnoreCase(isWhole: boolean): void {
    if (!isWhole || this.#output !== "")
      throw new Error("Case that is ignored in a part of a regular expression is not supported by the sandbox.");
    this.#ignoresCase = true;
  }

  #close(): void {
    const open = this.#open.pop();
    if (open === undefined) throw new Error("unmatched close parenthesis");
    this.#output += open.closing;
    this.#atom = open.output;
    this.#flags = open.flags;
  }

  #class(): string {
    const negated = this.#take(/\^/y) !== null;
    let content = this.#take(/\]/y) === null ? "" : "\\]";
    for (;;) {
      if (this.#at >= this.text.length) throw new Error("premature end of char-class");
      if (this.#take(/\]/y) !== null) return `[${negated ? "^" : ""}${content}]`;
      const named = this.#take(/\[:(\^?)(\w+):\]/y);
      if (named !== null) content += propertyOf(named[2] ?? "", named[1] === "^");
      else if (this.#take(/\[/y) !== null) content += this.#class();
      // An intersection: both sides are classes of their own.
      else if (this.#take(/&&/y) !== null) content = `[${content}]&&[${this.#restOfClass()}]`;
      else if (this.#take(/\\/y) !== null) content += this.#characterEscape();
      else content += this.#classCharacter(content);
    }
  }

  #restOfClass(): string {
    const inner = this.#class();
    // The bracket belongs to the outer class.
    this.#at -= 1;
    return inner.slice(1, -1);
  }

  #classCharacter(content: string): string {
    const character = this.#take(/[\s\S]/uy)?.[0] ?? "";
    const isRange =
      character === "-" && content !== "" && this.text[this.#at] !== "]" && !/\\[wdsWDS]$|\]$/.test(content);
    const isDash = character === "-" && /\\[wdsWDS]|\[/.test(this.text.slice(this.#at, this.#at + 2));
    return isRange && !isDash ? "-" : escaped(character);
  }

  #backReference(group: number): string {
    const place = this.#groups[group];
    if (place === undefined || group === 0) throw new Error("invalid backref number/name");
    return `(?:\\${place})`;
  }
}
