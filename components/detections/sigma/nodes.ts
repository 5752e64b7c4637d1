import type { RuleFile } from "./ruleFile";
import type { YamlEntry, YamlMap } from "./yamlNodes";

export function entryOf({ entries }: YamlMap, key: string): YamlEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

/** The entry of a key that must be there; `advice` ends the message where it is not. */
export function neededEntry(map: YamlMap, key: string, file: RuleFile, advice: string): YamlEntry {
  return entryOf(map, key) ?? file.refuse(map.line, `${key} is missing; ${advice}.`);
}

/** The text of a key; undefined where the key is missing or null. */
export function textAt(map: YamlMap, key: string, file: RuleFile): string | undefined {
  const entry = entryOf(map, key);
  if (entry === undefined) {
    return undefined;
  }
  return entry.value.kind === "scalar"
    ? (entry.value.text ?? undefined)
    : file.refuse(entry.line, `${key} must be a text.`);
}

/** The texts of a key that holds a list of them, or one; none where the key is missing. */
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
