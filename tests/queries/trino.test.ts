import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Detection } from "../../functions/detector/detection";
import { lakeStatement } from "../../functions/detector/statements";
import { fillIn } from "../../sandbox/lake/savedQueries";

const folder = join(__dirname, "..", "..", "queries");
const storeId = "11111111-2222-4333-8444-555555555555";
const textsIn = (place: string) =>
  readdirSync(place)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => [file, readFileSync(join(place, file), "utf8")] as const);
const queries = textsIn(folder);
const detections = textsIn(join(folder, "detections"));
const window = { since: Date.parse("2026-11-20T09:00:00Z"), until: Date.parse("2026-11-20T10:00:00Z") };

interface Grammar {
  validate(
    text: string,
  ): readonly { readonly startLine: number; readonly startColumn: number; readonly message: string }[];
}

/** Trino's own grammar, as dt-sql-parser carries it. The package names folders in its imports, which Node.js does not follow: it is bundled. */
function trinoGrammar(): Grammar {
  const bundle = mkdtempSync(join(tmpdir(), "trino-grammar-"));
  try {
    const outfile = join(bundle, "trino.js");
    const contents = 'export { TrinoSQL } from "dt-sql-parser/dist/parser/trino/index.js";';
    buildSync({ stdin: { contents, resolveDir: __dirname }, outfile, bundle: true, platform: "node", format: "cjs" });
    const { TrinoSQL } = require(outfile) as { readonly TrinoSQL: new () => Grammar };
    return new TrinoSQL();
  } finally {
    rmSync(bundle, { recursive: true, force: true });
  }
}

const grammar = trinoGrammar();
const trinoProblems = (statement: string) =>
  grammar.validate(statement).map(({ startLine, startColumn, message }) => `${startLine}:${startColumn} ${message}`);

describe("Trino's grammar", () => {
  it.each([...queries, ...detections])("takes %s as it lies in its file", (_file, text) => {
    expect(trinoProblems(text)).toEqual([]);
  });

  it.each(queries)("takes %s with stores and a window filled in", (_file, text) => {
    expect(trinoProblems(fillIn(text, { partner: storeId, aws: storeId }, window))).toEqual([]);
  });

  it.each(detections)("takes what the detector makes of %s, for single events and for bursts", (_file, text) => {
    for (const threshold of [1, 10]) {
      const detection: Detection = {
        question: "",
        severity: "low",
        threshold,
        withinMinutes: 60,
        lateHours: 24,
        queries: {},
      };
      expect(trinoProblems(lakeStatement(text, storeId, detection, { since: window.since, after: 0 }))).toEqual([]);
    }
  });

  it.each([
    "SELECT count(*) FROM events GLOB 'x'",
    "SELECT eventName::varchar FROM events",
    "SELECT * EXCLUDE (eventName) FROM events",
    "FROM events",
  ])("refuses what DuckDB alone takes: %s", (text) => {
    expect(trinoProblems(text)).not.toEqual([]);
  });
});
