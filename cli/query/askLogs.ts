import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { PersonError } from "../../components/personError";
import type { WaitingWatch } from "../watched";
import type { QueryAnswer } from "./ask";

/** A query in Logs Insights' language, of one log group. */
export interface LogsQuestion {
  readonly logGroupName: string;
  readonly text: string;
  /** The first and the last moment of the events' timestamps, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

/**
 * Asks Logs Insights, waits for the end, and reads every page of the answer. A query that is stopped is stopped there too, so that nothing more
 * is scanned.
 * Source: Amazon CloudWatch Logs API Reference, StartQuery, GetQueryResults, StopQuery.
 * @param waiting its progress is the bytes scanned so far
 * @throws PersonError where CloudWatch Logs refuses the query, or the query fails or is cancelled
 */
export async function askLogs(
  client: CloudWatchLogsClient,
  question: LogsQuestion,
  waiting: WaitingWatch,
): Promise<QueryAnswer> {
  const queryId = await start(client, question);
  for (;;) {
    const page = await client.send(new GetQueryResultsCommand({ queryId }));
    const bytesScanned = page.statistics?.bytesScanned ?? 0;
    waiting.progress(bytesScanned);
    if (page.status === "Complete") {
      return { ...answerOf(await everyRow(client, queryId, page)), bytesScanned };
    }
    if (page.status !== "Scheduled" && page.status !== "Running") {
      throw new PersonError(`Logs Insights ended the query as ${page.status}.`);
    }
    if (waiting.stopped()) {
      await client.send(new StopQueryCommand({ queryId }));
      throw new PersonError("The query was cancelled.");
    }
    await waiting.sleep(interval);
  }
}

/** How often a query is looked at, in milliseconds. */
const interval = 1_000;

async function start(
  client: CloudWatchLogsClient,
  { logGroupName, text, since, until }: LogsQuestion,
): Promise<string> {
  try {
    const { queryId = "" } = await client.send(
      new StartQueryCommand({
        logGroupName,
        queryString: text,
        startTime: Math.floor(since / 1_000),
        endTime: Math.ceil(until / 1_000),
      }),
    );
    return queryId;
  } catch (error) {
    const { name, message } = error as Error;
    throw new PersonError(`Logs Insights does not take the query: ${name}: ${message}`);
  }
}

async function everyRow(
  client: CloudWatchLogsClient,
  queryId: string,
  first: GetQueryResultsCommandOutput,
): Promise<readonly (readonly ResultField[])[]> {
  const rows = [...(first.results ?? [])];
  for (let { nextToken } = first; nextToken !== undefined; ) {
    const page = await client.send(new GetQueryResultsCommand({ queryId, nextToken }));
    rows.push(...(page.results ?? []));
    nextToken = page.nextToken;
  }
  return rows;
}

/** Rows as a table. A field that an event does not have is not in its row, so the columns are gathered from all rows. */
function answerOf(rows: readonly (readonly ResultField[])[]): QueryAnswer {
  const columns: string[] = [];
  for (const row of rows) {
    let place = 0;
    for (const { field = "" } of row) {
      const known = columns.indexOf(field);
      if (field !== pointer && known === -1) {
        columns.splice(place, 0, field);
      }
      place = (known === -1 ? place : known) + 1;
    }
  }
  return {
    columns,
    rows: rows.map((row) => {
      const values = new Map(row.map(({ field, value }) => [field, value]));
      return columns.map((column) => values.get(column) ?? null);
    }),
  };
}

/** The field by which CloudWatch Logs finds the log event again. */
const pointer = "@ptr";
