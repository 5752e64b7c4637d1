import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import ts from "typescript";
import { proseOf } from "./markdown";

/** One passage of prose of the project: a comment, a message, the title of a test, or a line of a document. */
export interface Passage {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: "comment" | "docstring" | "message" | "line";
  readonly text: string;
}

/** Finds the prose of every tracked file below a folder: texts for readers, not identifiers, code or data. */
export function proseIn(folder: string): readonly Passage[] {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: folder, encoding: "utf8" }).split("\0");
  return files.flatMap((file) => {
    const read = readers[extname(file)];
    return read === undefined ? [] : read(readFileSync(join(folder, file), "utf8"), file).map(withoutCode);
  });
}

type Read = (text: string, file: string) => readonly Passage[];

const readers: Readonly<Record<string, Read>> = {
  ".md": (text, file) => linesOf(proseOf(text), file),
  ".ts": scripted,
  ".js": scripted,
  ".mjs": scripted,
  ".py": (text, file) => commented(text, file, /#.*|"""[\s\S]*?"""/g),
  ".java": (text, file) => commented(text, file, /\/\/.*|\/\*[\s\S]*?\*\//g),
  ".sql": (text, file) => commented(text, file, /--.*/g),
  ".cwli": (text, file) => commented(text, file, /#.*/g),
  ".yml": linesOf,
  ".yaml": linesOf,
};

/** Quoted code is not prose. */
function withoutCode(passage: Passage): Passage {
  return { ...passage, text: passage.text.replace(/`[^`]*`|https?:\/\/\S+|\]\([^)]*\)/g, " ") };
}

function linesOf(text: string, file: string): readonly Passage[] {
  return text.split("\n").map((line, index) => ({ file, line: index + 1, kind: "line", text: line }));
}

function commented(text: string, file: string, pattern: RegExp): readonly Passage[] {
  return [...text.matchAll(pattern)].map(({ 0: comment, index }) => ({
    file,
    line: text.slice(0, index).split("\n").length,
    kind: "comment",
    text: comment,
  }));
}

/** Returns the comments of a script, and its texts: in tests the titles, elsewhere all with several words. */
function scripted(text: string, file: string): readonly Passage[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const passages = new Map<number, Passage>();
  const add = (position: number, kind: Passage["kind"], found: string) =>
    passages.set(position, { file, line: lineAt(position), kind, text: found });
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
      const comment = text.slice(pos, end);
      add(pos, comment.startsWith("/**") ? "docstring" : "comment", comment);
    }
    for (const { pos, end } of ts.getTrailingCommentRanges(text, node.getEnd()) ?? []) {
      add(pos, "comment", text.slice(pos, end));
    }
    if (isText(node) && /\w \w/.test(node.text) && (!file.startsWith("tests/") || isTitle(node))) {
      add(node.getStart(), "message", node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...passages.values()];
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)
  );
}

/**
 * Reports whether a node is the first argument of `it`, `describe`, `test` and their variants such as `it.each(rows)`.
 */
function isTitle(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    /^(?:it|test|describe\w*)\b/.test(parent.expression.getText())
  );
}
