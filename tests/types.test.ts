import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const project = join(__dirname, "..");

/** Reads a configuration like TypeScript and editors, with inherited settings. */
function configuration(file: string): ts.ParsedCommandLine {
  const path = join(project, file);
  const read = ts.readConfigFile(path, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(read.config, ts.sys, join(path, ".."), undefined, path);
}

/** Returns the type errors of a file with this text, from the language service that editors use. */
function shownErrors(file: string, text: string, { options }: ts.ParsedCommandLine): readonly string[] {
  const path = join(project, file);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const content = name === path ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => project,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
  });
  return service
    .getSemanticDiagnostics(path)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("an editor", () => {
  const file = "components/personError.ts";
  const text = readFileSync(join(project, file), "utf8");
  const withError = `${text}\nexport const planted: number = "text";\n`;

  it("shows a type error", () => {
    expect(shownErrors(file, withError, configuration("tsconfig.json"))).toEqual([
      "Type 'string' is not assignable to type 'number'.",
    ]);
  });

  it("shows no error in correct code", () => {
    expect(shownErrors(file, text, configuration("tsconfig.json"))).toEqual([]);
  });

  it("reads a configuration with type checks for every layer, the policy pack and the examples", () => {
    const files = configuration("tsconfig.json").fileNames;
    for (const checked of ["index.ts", file, "policy/index.ts", "examples/oneVendor/index.ts", "tests/types.test.ts"]) {
      expect(files).toContain(join(project, checked));
    }
  });
});
