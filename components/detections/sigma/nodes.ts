import type { RuleFile } from "./ruleFile";
import type { YamlEntry, YamlMap } from "./yamlNodes";

export function entryOf({ entries }: YamlMap, key: string): YamlEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

/** Returns the entry of a required key; `advice` is the end of the message if it is missing. */
export function neededEntry(map: YamlMap, key: string, file: RuleFile, advice: string): YamlEntry {
  return entryOf(map, key) ?? file.refuse(map.line, `${key} is missing; ${advice}.`);
}

/** Returns the text of a key; undefined if the key is missing or null. */
export function textAt(map: YamlMap, key: string, file: RuleFile): string | undefined {
  const entry = entryOf(map, key);
  if (entry === undefined) {
    return undefined;
  }
  return entry.value.kind === "scalar"
    ? (entry.value.text ?? undefined)
    : file.refuse(entry.line, `${key} must be a text.`);
}

/** Returns the texts of a key with a list of texts or one text; none if the key is missing. */
export function textsOf(map: YamlMap, key: string, file: RuleFile): readonly string[] {
  const entry = entryOf(map, key);
  if (entry === undefined) {
    return [];
  }
  const nodes = entry.value.kind === "list" ? entry.value.items : [entry.value];
  return nodes.map((node) =>
    node.kind === "scalar" && node.text !== null
      ? node.text
      : file.refuse(node.line, `${key} must be a list of texts.`),
  );
}
