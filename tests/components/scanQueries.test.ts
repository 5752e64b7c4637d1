import { compiledRules, rulesByVendor, scanQueries } from "../../cli/capacity/scanQueries";
import { mostCharacters } from "../../functions/detector/scan/mostCharacters";
import { scanTable } from "../../functions/detector/scan/scanTable";

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 30, 12);
const since = now - 1.5 * hour;
const oldest = now - 1.75 * hour;
const rules = compiledRules();

const tables = {
  lake: (key: string) => `coalesce(element_at(eventData.additionalEventData, 'integrationName'), '') = '${key}'`,
  athena: (key: string) => `integration = '${key}'`,
} as const;

/** Returns the hours before the run from which each statement of a scan reads, the probe first. */
async function hoursOfScan(kind: keyof typeof tables, own: typeof rules): Promise<readonly number[]> {
  const asked: string[] = [];
  const longest = Math.max(...own.map(({ correlation }) => correlation?.timespanSeconds ?? 0));
  const sources = [...rulesByVendor(own).keys()].map((vendor) => {
    return { integration: vendor, vendor, condition: { trino: tables[kind](vendor), insights: "" } };
  });
  const table = {
    name: '"00000000-0000-0000-0000-000000000000"',
    mostCharacters: mostCharacters[kind],
    ask: async (statement: string) => {
      asked.push(statement);
      const rows = asked.length === 1 ? [{ stored: "1", oldest: String(oldest / 1_000) }] : [];
      return { rows, bytesScanned: 0 };
    },
  };
  const window = { since, through: now - hour, after: since - 24 * hour - longest * 1_000 };
  await scanTable(table, own, sources, window);
  return asked.map((statement) => {
    const [, time = ""] = /eventTime >= TIMESTAMP '([^']*)'/.exec(statement) ?? [];
    return (now - Date.parse(`${time.replace(" ", "T")}Z`)) / hour;
  });
}

describe.each(["lake", "athena"] as const)("the model's queries of a scan (%s)", (kind) => {
  it.each([["all vendors", rules] as const, ...rulesByVendor(rules)])(
    "are those that the scan runs: %s",
    async (_, own) => {
      const [probe, ...statements] = await hoursOfScan(kind, own);
      expect(probe).toBeCloseTo(25.5, 2);
      const expected = scanQueries(own)[kind].map((span) => 1.75 + span);
      expect(statements.map((hours) => hours.toFixed(2))).toEqual(expected.map((hours) => hours.toFixed(2)));
    },
  );
});
