import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { RuleFile } from "./ruleFile";

/** A value of a rule file, with its line. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlScalar {
  readonly kind: "scalar";
  readonly line: number;
  /** A text, number or boolean as written; null for `null`, `~` and an empty value. */
  readonly text: string | null;
  /** True if YAML parses it as a number. */
  readonly isNumber: boolean;
}

export interface YamlMap {
  readonly kind: "map";
  readonly line: number;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly line: number;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly YamlNode[];
}

/**
 * Reads the YAML documents of a rule file.
 * @throws RuleError with the line, for invalid YAML, a repeated key, and a document that is not a map
 */
export function readYamlDocuments(text: string, file: RuleFile): readonly YamlMap[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true });
  if (!Array.isArray(documents) || documents.length === 0) {
    file.refuse(1, "The file is empty; it must hold a Sigma rule.");
  }
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      file.refuse(lines.linePos(error.pos[0]).line, `This is not valid YAML: ${error.message.split("\n")[0]}`);
    }
    const node = nodeOf(document.contents, { file, lines, document }, 1);
    return node.kind === "map" ? node : file.refuse(node.line, "A Sigma rule must be a map of fields such as title.");
  });
}

interface Reading {
  readonly file: RuleFile;
  readonly lines: LineCounter;
  readonly document: Document.Parsed;
}

function nodeOf(value: unknown, reading: Reading, above: number): YamlNode {
  const line = lineOf(value, reading) ?? above;
  if (isAlias(value)) {
    const target = value.resolve(reading.document);
    if (target === undefined || encloses(target, value)) {
      reading.file.refuse(line, `*${value.source} names no value before it; write the value itself.`);
    }
    return nodeOf(target, reading, line);
  }
  if (isMap(value)) {
    const entries = value.items.map((pair) => {
      const key = nodeOf(pair.key, reading, line);
      if (key.kind !== "scalar" || key.text === null) {
        reading.file.refuse(key.line, "A key must be a text.");
      }
      return { key: key.text, line: key.line, value: nodeOf(pair.value, reading, key.line) };
    });
    return { kind: "map", line, entries };
  }
  if (isSeq(value)) {
    return { kind: "list", line, items: value.items.map((item) => nodeOf(item, reading, line)) };
  }
  const scalar = isScalar(value) ? value.value : null;
  const isText = typeof scalar === "string" || scalar === null || !isScalar(value);
  const text = isText ? scalar : (value.source ?? String(scalar));
  return { kind: "scalar", line, text: text === null ? null : String(text), isNumber: typeof scalar === "number" };
}

/** Returns true if a node contains itself through an alias, so it would never end. */
function encloses({ range: outer }: Ranged, { range: inner }: Ranged): boolean {
  return outer != null && inner != null && outer[0] <= inner[0] && inner[0] < outer[1];
}

interface Ranged {
  readonly range?: readonly [number, number, number] | null | undefined;
}

function lineOf(value: unknown, { lines }: Reading): number | undefined {
  const start = isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value.range?.[0] : undefined;
  return start === undefined ? undefined : lines.linePos(start).line;
}
