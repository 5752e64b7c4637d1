import { columnsOf } from "./terminal";

/** Columns of standard output's terminal; 80 for a pipe or a file. */
export function textWidth(): number {
  return columnsOf("stdout") ?? 80;
}

/** Breaks a text between words into lines of at most `width` characters. A longer word has its own line. */
export function folded(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** Formats a number with its noun, for example `1 event` or `1,200 events`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
