import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** A fenced block of a document. */
export interface CodeBlock {
  /** The first word after the fence; empty if there is none. */
  readonly language: string;
  /** The second word after the fence: the file that contains the block. */
  readonly file: string | undefined;
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
}

/** Returns the fenced blocks of a document, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly line: number; readonly words: readonly string[]; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^\s*```(.*)$/.exec(line);
    if (fence === null) {
      open?.lines.push(line);
    } else if (open === undefined) {
      open = { line: index + 1, words: (fence[1] ?? "").trim().split(/\s+/), lines: [] };
    } else {
      const [language = "", file] = open.words;
      blocks.push({ language, file, text: open.lines.map((one) => `${one}\n`).join(""), line: open.line });
      open = undefined;
    }
  }
  return blocks;
}

/** Returns the text of a document outside of its fenced blocks, with every line in its place. */
export function proseOf(markdown: string): string {
  let isInside = false;
  const lines = markdown.split("\n").map((line) => {
    const isFence = /^\s*```/.test(line);
    const shown = isInside || isFence ? "" : line;
    isInside = isFence ? !isInside : isInside;
    return shown;
  });
  return lines.join("\n");
}

/** Returns the section of a document below a heading, up to the next heading of the same or a higher level. */
export function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split("\n");
  const shown = proseOf(markdown).split("\n");
  const start = shown.indexOf(heading);
  if (start < 0) {
    throw new Error(`There is no heading ${JSON.stringify(heading)}`);
  }
  const rank = /^#+/.exec(heading)?.[0].length ?? 1;
  const end = shown.findIndex((line, index) => index > start && new RegExp(`^#{1,${rank}} `).test(line));
  return lines.slice(start, end < 0 ? undefined : end).join("\n");
}

/** Returns the Markdown files below a folder, by their paths in it. */
export function markdownFiles(folder: string): readonly string[] {
  const skipped: ReadonlySet<string> = new Set(["node_modules", "out", "dist", ".git", ".partner-audit"]);
  const inside = (current: string): readonly string[] =>
    readdirSync(current, { withFileTypes: true }).flatMap((entry) => {
      const path = join(current, entry.name);
      if (entry.isDirectory()) {
        return skipped.has(entry.name) ? [] : inside(path);
      }
      return entry.name.endsWith(".md") ? [relative(folder, path)] : [];
    });
  return inside(folder).toSorted();
}
