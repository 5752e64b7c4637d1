import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { secondsText } from "../../functions/detector/times";
import type { JsonObject } from "../../functions/mapping/values/json";

const testsFolder = join(__dirname, "..", "..", "tests");

/** Events of a saved query's example: vendors' events in the lake, and AWS's own. */
interface ExampleEvents {
  readonly partner?: readonly JsonObject[];
  readonly aws?: readonly JsonObject[];
}

/** Events with the rows that a saved query returns for them. */
export interface Example {
  /** The key under which its events are stored. */
  readonly key: string;
  readonly query: string;
  readonly partner: readonly StoredExample[];
  readonly aws: readonly JsonObject[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface StoredExample {
  readonly id: string;
  readonly eventData: string;
  /** Time of storing, in milliseconds since 1970. */
  readonly storedAt: number;
}

type ExampleFile = Readonly<
  Record<string, ExampleEvents & Pick<Example, "columns" | "rows"> & { readonly silent: ExampleEvents }>
>;

/** The time at which the tests store the first event of each example; each next event is stored a second later. */
const storedInTests = Date.parse("2023-01-31T00:00:00.500Z");

/**
 * Reads two examples per saved query from the project's tests: one with rows and one without.
 * @param day the beginning of the day at which their events are stored, in milliseconds since 1970
 */
export function savedQueryExamples(day: number): readonly Example[] {
  const { signIn, assumedRole } = readJson<Readonly<Record<string, JsonObject>>>("sandbox/lake/ordinary.json");
  const offset = day - (storedInTests - (storedInTests % dayMilliseconds));
  const stored = ({ partner = [], aws = [] }: ExampleEvents) => ({
    partner: partner.map((change, index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      eventData: JSON.stringify({ ...signIn, UID: `uid-${index}`, ...change }),
      storedAt: storedInTests + offset + index * 1_000,
    })),
    aws: aws.map((change) => ({ ...assumedRole, ...change })),
  });
  return Object.entries(readJson<ExampleFile>("sandbox/lake/examples.json")).flatMap(
    ([query, { columns, rows, silent, ...events }]) => [
      { key: query, query, columns, rows: rows.map((row) => row.map(moved(columns))), ...stored(events) },
      { key: `${query}-silent`, query, columns, rows: [], ...stored(silent) },
    ],
  );

  /** Shifts a time of storing, and leaves other values as they are. */
  function moved(columns: readonly string[]) {
    return (value: unknown, column: number) =>
      columns[column]?.endsWith("Ingestion") ? secondsText(Date.parse(String(value)) + offset) : value;
  }
}

/** Reads a vendor's events from the project's tests; they contain unusual values on purpose. */
export function vendorCases(vendor: string): readonly JsonObject[] {
  const folder = join(testsFolder, "functions", "vendors", "cases");
  return readdirSync(folder)
    .filter((file) => file.endsWith(`-${vendor}.jsonl`))
    .flatMap((file) => readFileSync(join(folder, file), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line));
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(testsFolder, file), "utf8"));
}

const dayMilliseconds = 24 * 60 * 60 * 1_000;
