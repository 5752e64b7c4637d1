import { type DuckDBConnection, DuckDBMapValue, MAP, VARCHAR } from "@duckdb/node-api";
import { isJsonObject, type JsonValue } from "../../../functions/mapping/values/json";
import { Database, databaseMessage, lockStatement } from "../../database";
import { timestampText } from "../../lake/results";
import { type LogGroup, startQuery as limits, type StoredLogEvent, startQuery } from "../logGroup";
import { eventsTable, type TranslatedQuery, translateQuery } from "./commands";
import { MalformedQueryError, macroStatements, quoteText, type Value } from "./values";

interface InsightsQuery {
  readonly text: string;
  /** The first and the last moment of the events' own timestamps, both included, in milliseconds since 1970. @default all events */
  readonly startTime?: number;
  readonly endTime?: number;
  /** Maximum number of rows. @default 10,000 */
  readonly limit?: number;
}

/** An answer. A text is a string, a number is a number, a time is a text such as `2026-11-20 10:00:00.000`; a missing value is null. */
export interface InsightsResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** For each row that is a log event, the event's pointer. */
  readonly pointers: readonly string[];
  readonly statistics: {
    readonly recordsScanned: number;
    readonly recordsMatched: number;
    readonly bytesScanned: number;
  };
}

/**
 * Queries log groups in Logs Insights' language.
 * @throws MalformedQueryError for a mistake or an unsupported part, before anything runs
 */
export function runInsightsQuery(groups: readonly LogGroup[], query: InsightsQuery): Promise<InsightsResult> {
  const translated = translateQuery(query.text);
  const mostRows = query.limit ?? (translated.isLimited ? limits.mostRows : limits.rows);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = query;
  const isInside = ({ timestamp }: StoredLogEvent) => timestamp >= startTime && timestamp <= endTime;
  const events = groups.flatMap((group) =>
    group.logEvents.flatMap((event, place) => (isInside(event) ? [{ ...event, group, place }] : [])),
  );
  return answer(events, translated, mostRows);
}

interface FoundEvent extends StoredLogEvent {
  readonly group: LogGroup;
  /** Index among the group's events. */
  readonly place: number;
}

async function answer(
  events: readonly FoundEvent[],
  translated: TranslatedQuery,
  mostRows: number,
): Promise<InsightsResult> {
  const database = await Database.open("logs");
  const connection = await database.connect();
  try {
    await connection.run([...setUp, ...macroStatements, lockStatement].join(";\n"));
    await fill(connection, events, translated);
    const matched = await read(connection, translated.matchedSql);
    const rows = await read(connection, `${translated.sql} LIMIT ${mostRows}`);
    const { columns, hasEvents } = translated;
    return {
      columns: columns.map(({ name }) => name),
      rows: rows.map((row) => columns.map(({ kind }, index) => cell(row[index] ?? null, kind))),
      pointers: hasEvents ? rows.map((row) => String(row[columns.length])) : [],
      statistics: {
        recordsScanned: events.length,
        recordsMatched: Number(matched[0]?.[0]),
        bytesScanned: events.reduce((bytes, { message }) => bytes + Buffer.byteLength(message), 0),
      },
    };
  } finally {
    connection.closeSync();
    database.close();
  }
}

const setUp = [
  "SET TimeZone = 'UTC'",
  `CREATE TABLE ${eventsTable} ("@timestamp" DOUBLE, "@ingestionTime" DOUBLE, "@message" VARCHAR, "@logStream" VARCHAR,
    "@log" VARCHAR, "@ptr" VARCHAR, found MAP(VARCHAR, VARCHAR), position BIGINT)`,
];

/** Writes the events into their table, the latest first, as Logs Insights sorts them by default. */
async function fill(
  connection: DuckDBConnection,
  events: readonly FoundEvent[],
  { sql, matchedSql }: TranslatedQuery,
): Promise<void> {
  const appender = await connection.createAppender(eventsTable);
  const isRead = readsField(sql + matchedSql);
  const latestFirst = [...events].sort((one, other) => other.timestamp - one.timestamp);
  for (const [position, { timestamp, ingestionTime, message, logStreamName, group, place }] of latestFirst.entries()) {
    appender.appendDouble(timestamp);
    appender.appendDouble(ingestionTime);
    appender.appendVarchar(message);
    appender.appendVarchar(logStreamName);
    appender.appendVarchar(`${group.arn.split(":")[4]}:${group.name}`);
    appender.appendVarchar(Buffer.from(`${group.arn} ${place}`).toString("base64"));
    const found = [...discoverFields(message)].filter(([key]) => isRead(key)).map(([key, value]) => ({ key, value }));
    appender.appendMap(new DuckDBMapValue(found), MAP(VARCHAR, VARCHAR));
    appender.appendBigInt(BigInt(position));
    appender.endRow();
  }
  appender.closeSync();
}

/** Checks whether statements name a field: an event has a hundred fields, and a query reads few. */
function readsField(sql: string): (key: string) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const isNamed = known.get(key) ?? sql.includes(quoteText(key));
    known.set(key, isNamed);
    return isNamed;
  };
}

async function read(connection: DuckDBConnection, sql: string) {
  try {
    return (await connection.runAndReadAll(sql)).getRows();
  } catch (error) {
    throw new MalformedQueryError(`The query cannot be run: ${databaseMessage(error).split("\n")[0]}`);
  }
}

function cell(value: unknown, kind: Value["kind"]): string | number | null {
  if (value === null || typeof value === "string") {
    return value;
  }
  const number = Number(value);
  if (!Number.isFinite(number)) {
    return null;
  }
  return kind === "time" ? timestampText(BigInt(Math.trunc(number)) * 1_000n) : number;
}

/**
 * Discovers the fields of a JSON message: dots join nested names, list places count from zero (`target.0.id`), up to the limit.
 * Source: CloudWatch Logs User Guide, "Supported logs and discovered fields". Public queries read true as 1 and false as 0.
 */
function discoverFields(message: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const parsed = parse(message);
  if (isJsonObject(parsed)) {
    collect(parsed, "", fields);
  }
  return fields;
}

function parse(message: string): JsonValue | undefined {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function collect(value: JsonValue, name: string, fields: Map<string, string>): void {
  if (fields.size >= startQuery.discoveredFields || value === null) {
    return;
  }
  if (typeof value !== "object") {
    fields.set(name, typeof value === "boolean" ? String(Number(value)) : String(value));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    collect(item, name === "" ? key : `${name}.${key}`, fields);
  }
}
