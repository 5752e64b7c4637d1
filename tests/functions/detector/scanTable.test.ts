import { byText } from "../../../functions/detector/byText";
import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { type ScannedTable, scanTable } from "../../../functions/detector/scan/scanTable";
import { QueryFailure } from "../../../functions/detector/scan/statementFailure";
import { mostRows, type ScanSource } from "../../../functions/detector/scan/trinoScan";
import type { ScanAnswer, ScanWindow } from "../../../functions/detector/scanAnswer";
import type { ScheduledRule } from "../../../functions/detector/scheduledRule";
import type { Row } from "../../../functions/detector/startedQuery";
import { failedSignIns, tokenMade } from "./rules";

const window: ScanWindow = { since: 0, through: 0, after: 0 };
const condition = { trino: "true", insights: "1 = 1" };
const sources: readonly ScanSource[] = [{ integration: "okta", vendor: "okta", condition }];
const rules = Array.from({ length: 60 }, (_, index): CompiledRule => {
  const trino = `coalesce(eventData.eventName = 'name ${index}', false) AND ${"x".repeat(250)} IS NULL`;
  return { ...tokenMade, name: `rule ${index}`, predicates: { ...tokenMade.predicates, trino } };
});

/** The result of the statement for the oldest event that was stored since the window's begin. */
const somethingNew: readonly Row[] = [{ stored: "3", oldest: "1000" }];

/** A table that records its statements, and answers those after the first as `answer` says. */
function table(
  answer: (statement: string) => Error | readonly Row[] = () => [],
  {
    first = somethingNew,
    of = sources,
    since,
  }: { first?: Error | readonly Row[]; of?: readonly ScanSource[]; since?: number } = {},
) {
  const statements: string[] = [];
  const atOneTime: number[] = [];
  let running = 0;
  const scanned: ScannedTable = {
    name: '"table"',
    mostCharacters: 10_000,
    ...(since !== undefined && {
      conditions: (storedSince: number) => [`stored >= '${new Date(storedSince).toISOString()}'`],
    }),
    ask: async (statement) => {
      const rows = statements.push(statement) === 1 ? first : answer(statement);
      atOneTime.push(++running);
      await new Promise(setImmediate);
      running -= 1;
      if (rows instanceof Error) {
        throw rows;
      }
      return { rows, bytesScanned: 100 };
    },
  };
  const scan = (some: readonly ScheduledRule[] = rules) =>
    scanTable(scanned, some, of, { ...window, ...(since !== undefined && { since }) });
  return { statements, atOneTime, scan };
}

const reasonsOf = ({ failures }: ScanAnswer) => [...failures].map(([name, { message }]) => `${name}: ${message}`);

describe("a scan of a table", () => {
  // AWS CloudTrail API Reference, StartQuery: a statement has up to 10,000 characters.
  it("has few statements, each within the limit, with each predicate once", async () => {
    const { statements, scan } = table();
    expect(await scan()).toMatchObject({ bytesScanned: 100 * statements.length });
    expect(statements.length).toBeLessThanOrEqual(1 + 4);
    expect(statements.filter(({ length }) => length > 10_000)).toEqual([]);
    const all = statements.join("\n");
    expect(rules.filter((_, index) => all.split(`'name ${index}'`).length !== 2)).toEqual([]);
  });

  it("retries a failing statement in halves, and fails only the faulty rules", async () => {
    const { statements, scan } = table((statement) =>
      /'name (?:7|59)'/.test(statement) ? new QueryFailure("division by zero") : [],
    );
    expect(reasonsOf(await scan())).toEqual(["rule 7: division by zero", "rule 59: division by zero"]);
    expect(statements.length).toBeLessThan(25);
  });

  it("does not retry if the service refuses the caller: every rule fails", async () => {
    const { statements, scan } = table(() => Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    const { failures } = await scan();
    expect([failures.size, statements.length <= 4]).toEqual([60, true]);
  });

  it("refuses a rule that is too long for a statement, and no other", async () => {
    const long = { ...tokenMade, name: "long", predicates: { trino: `eventID = '${"x".repeat(10_000)}'` } };
    const { statements, scan } = table();
    expect(reasonsOf(await scan([tokenMade, long]))).toEqual([
      expect.stringMatching(
        /^long: Its statement has 1\d{4} characters, but the service accepts 10000; shorten the rule\.$/,
      ),
    ]);
    expect(statements).toHaveLength(2);
    // Without others, it costs nothing.
    const alone = table();
    expect([reasonsOf(await alone.scan([long])).length, alone.statements.length]).toEqual([1, 0]);
  });

  it("runs one statement if nothing was stored since the window's begin", async () => {
    const { statements, scan } = table(undefined, { first: [{ stored: "0" }] });
    expect(await scan()).toEqual({ rows: [], floods: [], failures: new Map(), bytesScanned: 100 });
    expect(statements).toEqual([
      `SELECT count(*) AS stored, min(CAST(to_unixtime(eventTime) AS BIGINT)) AS oldest
FROM "table" WHERE eventTime >= TIMESTAMP '1970-01-01 00:00:00.000' AND metadata.ingestionTime >= '1970-01-01T00:00:00Z' AND (true)`,
    ]);
  });

  it.each([
    ["fails", new QueryFailure("too long")],
    ["gives no time", [{ stored: "3" }]],
    ["gives no row", []],
  ])("fails all rules without further statements if that statement %s", async (_, first) => {
    const { statements, scan } = table(undefined, { first });
    expect([(await scan()).failures.size, statements.length]).toEqual([60, 1]);
  });

  it.each([
    ["is stored after its own time", "36000", "1970-01-01 09:59:59.000", "1970-01-01T08:59:59.000Z"],
    // The vendor's clock is two days ahead.
    ["is stored before its own time", "216000", "1970-01-03 11:59:59.000", "1970-01-01T12:00:00.000Z"],
  ])(
    "reads the partitions of events stored since then, with an hour for clocks, if the oldest new event %s",
    async (_, oldest, after, stored) => {
      const since = 12 * 3_600_000;
      const { statements, scan } = table(undefined, { first: [{ stored: "1", oldest }], since });
      await scan([tokenMade]);
      expect(statements[0]).toContain("AND stored >= '1970-01-01T12:00:00.000Z' AND");
      expect(statements[1]).toContain(`eventTime >= TIMESTAMP '${after}' AND stored >= '${stored}' AND`);
    },
  );

  it("runs five statements at one time", async () => {
    const { atOneTime, scan } = table((statement) =>
      statement.includes("'r1'") ? new QueryFailure("division by zero") : [],
    );
    expect((await scan()).failures.size).toBe(0);
    expect(Math.max(...atOneTime)).toBe(5);
  });

  it("leaves out rules that read none of the integrations, and the integrations that no rule reads", async () => {
    const of = ["okta", "second", "other"].map((integration) => ({
      integration,
      vendor: integration === "other" ? "github" : "okta",
      condition: { trino: `integration = '${integration}'`, insights: "" },
    }));
    const github = { ...tokenMade, name: "github", vendor: "github", integrations: ["okta"] };
    const none = table(undefined, { of });
    expect((await none.scan([github, { ...tokenMade, integrations: [] }])).failures.size).toBe(0);
    expect(none.statements).toEqual([]);
    const one = table(undefined, { of });
    await one.scan([github, { ...tokenMade, integrations: ["second"] }]);
    expect(one.statements.filter((statement) => /'okta'|'other'|github/.test(statement))).toEqual([]);
    expect(one.statements).toHaveLength(2);
  });
});

describe("a result with the maximum number of rows", () => {
  /** Returns rows of a rule by its position in the statement: this many groups of this many events. */
  const rowsOf = (index: number, source: string, groups: number, events: number) =>
    Array.from({ length: groups }, (_, place) =>
      Array.from({ length: events }, (_, number) => ({
        ...{ rule: `r${index}`, source, uid: `${place} ${number}`, t: "1", grp: `group ${place}`, slot: "1" },
        ...{ fresh: "2", inslot: String(events), groups: String(groups) },
      })),
    ).flat();
  const both = [...sources, { ...sources[0], integration: "second", vendor: "okta", condition }];
  const countsOf = (answer: ScanAnswer) =>
    Object.fromEntries(
      [...byText(answer.rows, ({ rule, integration }) => `${rule} on ${integration}`)].map(([key, list]) => [
        key,
        list.length,
      ]),
    );

  it("leads to one statement per rule and integration, so none loses rows to another", async () => {
    const quiet = { ...tokenMade, name: "quiet" };
    const loud = { ...failedSignIns(10, 60), name: "loud" };
    const { statements, scan } = table(
      (statement) => {
        const isLoud = statement.includes("user.session.start");
        const isQuiet = statement.includes("system.api_token.create");
        const loudPlace = isQuiet ? 1 : 0;
        const names = ["okta", "second"].filter((name) => statement.includes(`'${name}'`));
        const all = [
          ...(isLoud ? names.flatMap((name) => rowsOf(loudPlace, name, 1, 15_000)) : []),
          ...(isQuiet ? names.flatMap((name) => rowsOf(0, name, 1, 1)) : []),
        ];
        return all.slice(0, mostRows);
      },
      { of: both },
    );
    const answer = await scan([quiet, loud]);
    expect(countsOf(answer)).toEqual({
      "quiet on okta": 1,
      "quiet on second": 1,
      "loud on okta": 15_000,
      "loud on second": 15_000,
    });
    expect([answer.floods, answer.bytesScanned]).toEqual([[], 100 * statements.length]);
    expect(statements).toHaveLength(1 + 5);
  });

  it("does not lose a cut-off group: the count of the flood includes it", async () => {
    const answer = await table(() => rowsOf(0, "okta", 7, 3_000).slice(0, mostRows)).scan([tokenMade]);
    expect(countsOf(answer)).toEqual({ [`${tokenMade.name} on okta`]: 18_000 });
    expect(answer.floods).toEqual([{ rule: tokenMade.name, integration: "okta", groups: 7 }]);
  });

  it("stays small enough for the function's memory", async () => {
    const lists = Array.from({ length: 30 }, (_, index) => rowsOf(index, "okta", 100, 40));
    const { statements, scan } = table((statement) => {
      const names = new Set([...statement.matchAll(/, 'r(\d+)'\)/g)].map(([, index]) => Number(index)));
      const asked = lists.filter((_, index) => names.has(index));
      return Array.from({ length: 4_000 }, (_, turn) => asked.flatMap((list) => list[turn] ?? []))
        .flat()
        .slice(0, mostRows);
    });
    const answer = await scan();
    expect(answer.rows.length).toBeLessThanOrEqual(7 * mostRows);
    expect(statements.length).toBeLessThan(20);
    // Each rule has rows and reports that there are more.
    expect(byText(answer.rows, ({ rule }) => rule).size).toBe(60);
    expect(answer.floods).toHaveLength(60);
  });
});
