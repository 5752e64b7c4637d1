import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const project = join(__dirname, "..");

/** A configuration as TypeScript and editors read it, with what it inherits. */
function configuration(file: string): ts.ParsedCommandLine {
  const path = join(project, file);
  const read = ts.readConfigFile(path, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(read.config, ts.sys, join(path, ".."), undefined, path);
}

/** The type errors that an editor shows in a file of this text, by the language service that editors use. */
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

  it("shows none where there is none", () => {
    expect(shownErrors(file, text, configuration("tsconfig.json"))).toEqual([]);
  });

  it("reads the configuration that checks for every layer, the policy pack and the examples", () => {
    const files = configuration("tsconfig.json").fileNames;
    for (const checked of ["index.ts", file, "policy/index.ts", "examples/oneVendor/index.ts", "tests/types.test.ts"]) {
      expect(files).toContain(join(project, checked));
    }
  });
});
