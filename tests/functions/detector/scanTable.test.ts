import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { type ScannedTable, scanTable } from "../../../functions/detector/scan/scanTable";
import { QueryFailure } from "../../../functions/detector/scan/statementFailure";
import type { ScanSource } from "../../../functions/detector/scan/trinoScan";
import type { ScanWindow } from "../../../functions/detector/scanAnswer";
import { tokenMade } from "./rules";

const window: ScanWindow = { since: 0, settled: 0, through: 0, after: 0 };
const condition = { trino: "true", insights: "1 = 1" };
const sources: readonly ScanSource[] = [{ integration: "okta", vendor: "okta", condition }];
const rules = Array.from({ length: 60 }, (_, index): CompiledRule => {
  const trino = `coalesce(eventData.eventName = 'name ${index}', false) AND ${"x".repeat(250)} IS NULL`;
  return { ...tokenMade, name: `rule ${index}`, predicates: { ...tokenMade.predicates, trino } };
});

/** A table that records its statements, and answers as `answer` says. */
function table(answer: (statement: string) => Error | undefined = () => undefined, mostCharacters = 10_000) {
  const statements: string[] = [];
  const scanned: ScannedTable = {
    name: '"table"',
    mostCharacters,
    ask: async (statement) => {
      statements.push(statement);
      const error = answer(statement);
      if (error !== undefined) {
        throw error;
      }
      return { rows: [], bytesScanned: 100 };
    },
  };
  return { statements, scan: (some: readonly CompiledRule[] = rules) => scanTable(scanned, some, sources, window) };
}

describe("a scan of a table", () => {
  // AWS CloudTrail API Reference, StartQuery: a statement has up to 10,000 characters.
  it("has few statements, each within the limit, with each predicate once", async () => {
    const { statements, scan } = table();
    expect(await scan()).toMatchObject({ bytesScanned: 100 * statements.length });
    expect(statements.length).toBeLessThanOrEqual(4);
    expect(statements.filter(({ length }) => length > 10_000)).toEqual([]);
    const all = statements.join("\n");
    expect(rules.filter((_, index) => all.split(`'name ${index}'`).length !== 2)).toEqual([]);
  });

  it("retries a failing statement in halves, and fails the rules that fail alone", async () => {
    const { statements, scan } = table((statement) =>
      /'name (?:7|59)'/.test(statement) ? new QueryFailure("division by zero") : undefined,
    );
    const { failures } = await scan();
    expect([...failures].map(([name, { message }]) => `${name}: ${message}`)).toEqual([
      "rule 7: division by zero",
      "rule 59: division by zero",
    ]);
    expect(statements.length).toBeLessThan(25);
  });

  it("does not retry where the service refuses the caller: every rule fails", async () => {
    const { statements, scan } = table(() => Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    const { failures } = await scan();
    expect([failures.size, statements.length <= 4]).toEqual([60, true]);
  });

  it("refuses a rule that is too long for a statement, and no other", async () => {
    const long = { ...tokenMade, name: "long", predicates: { trino: `eventID = '${"x".repeat(10_000)}'` } };
    const { failures } = await table().scan([tokenMade, long]);
    expect([...failures].map(([name, { message }]) => `${name}: ${message}`)).toEqual([
      expect.stringMatching(
        /^long: Its statement has 1\d{4} characters, and the service takes 10000; make the rule shorter\.$/,
      ),
    ]);
  });
});
