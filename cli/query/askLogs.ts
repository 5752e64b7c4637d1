import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { WaitingWatch } from "../command/progress";
import { finish, type QueryAnswer, startQuery } from "./finish";

/** A Logs Insights query of one log group. */
export interface LogsQuestion {
  readonly logGroupName: string;
  readonly text: string;
  /** The first and the last moment of the events' timestamps, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

/**
 * Queries Logs Insights and reads every page of the answer. Throws a PersonError if CloudWatch Logs rejects the query or the query fails.
 * Source: Amazon CloudWatch Logs API Reference, StartQuery, GetQueryResults, StopQuery.
 */
export async function askLogs(
  client: CloudWatchLogsClient,
  { logGroupName, text: queryString, since, until }: LogsQuestion,
  waiting: WaitingWatch,
): Promise<QueryAnswer> {
  const [startTime, endTime] = [Math.floor(since / 1_000), Math.ceil(until / 1_000)];
  const start = () => client.send(new StartQueryCommand({ logGroupName, queryString, startTime, endTime }));
  const { queryId = "" } = await startQuery("Logs Insights", start);
  const bytesScanned = await finish("Logs Insights", waiting, {
    look: async () => {
      const { status, statistics } = await client.send(new GetQueryResultsCommand({ queryId }));
      return { status, bytesScanned: statistics?.bytesScanned };
    },
    cancel: () => client.send(new StopQueryCommand({ queryId })),
  });
  return { ...answerOf(await everyRow(client, queryId)), bytesScanned };
}

async function everyRow(client: CloudWatchLogsClient, queryId: string): Promise<readonly (readonly ResultField[])[]> {
  const rows: (readonly ResultField[])[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ queryId, nextToken }));
    rows.push(...(page.results ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return rows;
}

/** Converts rows to a table. A row lacks the fields that its event does not have, so the columns are collected from all rows. */
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

/** The field that identifies the log event in CloudWatch Logs. */
const pointer = "@ptr";
