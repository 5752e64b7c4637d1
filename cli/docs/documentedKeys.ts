import { join } from "node:path";
import ts from "typescript";
import { projectFolder } from "../projectFolder";

/** The documentation of a key: its comment, and the keys of the map that it takes. */
export interface DocumentedKey {
  readonly text: string;
  /** By name, without `@`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly keys: DocumentedKeys;
}

/** The documentation of a type's keys, by key. */
export type DocumentedKeys = ReadonlyMap<string, DocumentedKey>;

/**
 * Reads the comments of the keys of exported types, as an editor shows them.
 * @param names the types, each exported by one of the files
 */
export function documentedKeys(files: readonly string[], names: readonly string[]): readonly DocumentedKeys[] {
  const { config } = ts.readConfigFile(join(projectFolder, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files }, ts.sys, projectFolder);
  const program = ts.createProgram({ rootNames: files.map((file) => join(projectFolder, file)), options });
  const checker = program.getTypeChecker();
  const exported = files.flatMap((file) => {
    const source = program.getSourceFile(join(projectFolder, file));
    const symbol = source && checker.getSymbolAtLocation(source);
    return symbol === undefined ? [] : checker.getExportsOfModule(symbol);
  });
  return names.map((name) => {
    const symbol = exported.find((candidate) => candidate.name === name);
    return symbol === undefined ? new Map() : keysOf(checker.getDeclaredTypeOfSymbol(symbol), checker, 2);
  });
}

/** The documentation of a type's keys; of a union, what its members say together. */
function keysOf(type: ts.Type, checker: ts.TypeChecker, depth: number): DocumentedKeys {
  const documented = new Map<string, DocumentedKey>();
  const members = type.isUnion() ? type.types : [type];
  for (const property of members.flatMap((member) => checker.getPropertiesOfType(member))) {
    const known = documented.get(property.name);
    const tags = property.getJsDocTags(checker).map((tag) => [tag.name, ts.displayPartsToString(tag.text)] as const);
    const keys = depth > 1 ? keysOf(checker.getTypeOfSymbol(property), checker, depth - 1) : new Map();
    documented.set(property.name, {
      text:
        ts.displayPartsToString(property.getDocumentationComment(checker)).replace(/\s+/g, " ") || known?.text || "",
      tags: { ...known?.tags, ...Object.fromEntries(tags) },
      keys: new Map([...(known?.keys ?? []), ...keys]),
    });
  }
  return documented;
}
