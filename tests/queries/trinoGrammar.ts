import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** What Trino's grammar finds wrong with a statement. */
interface SyntaxProblem {
  readonly startLine: number;
  readonly startColumn: number;
  readonly message: string;
}

/**
 * Holds statements against Trino's own grammar, as dt-sql-parser carries it. The package names folders in its imports, which Node.js does
 * not follow, so it is bundled first.
 */
export function trinoProblems(statement: string): readonly string[] {
  validate ??= loadValidate();
  return validate(statement).map(({ startLine, startColumn, message }) => `${startLine}:${startColumn} ${message}`);
}

let validate: ((statement: string) => readonly SyntaxProblem[]) | undefined;

function loadValidate(): (statement: string) => readonly SyntaxProblem[] {
  const folder = mkdtempSync(join(tmpdir(), "trino-grammar-"));
  try {
    const outfile = join(folder, "trino.js");
    const contents = 'export { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";';
    buildSync({ stdin: { contents, resolveDir: __dirname }, outfile, bundle: true, platform: "node", format: "cjs" });
    const { TrinoSQL } = require(outfile) as {
      readonly TrinoSQL: new () => { validate(text: string): readonly SyntaxProblem[] };
    };
    const parser = new TrinoSQL();
    return (statement) => parser.validate(statement);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
