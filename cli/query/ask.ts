import {
  CancelQueryCommand,
  type CloudTrailClient,
  DescribeQueryCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import { PersonError } from "../../components/personError";
import type { WaitingWatch } from "../watched";

/** What a query answered. */
export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Bytes that CloudTrail Lake scanned, for which it charges. @default nothing was scanned */
  readonly bytesScanned?: number;
}

/**
 * Asks CloudTrail Lake, waits for the end, and reads every page of the answer. A query that is stopped is cancelled, so that nothing more is
 * scanned.
 * Source: AWS CloudTrail API Reference, StartQuery, DescribeQuery, GetQueryResults.
 * @param waiting its progress is the bytes scanned so far
 * @throws PersonError where CloudTrail refuses the statement, or the query fails or is cancelled
 */
export async function ask(
  client: CloudTrailClient,
  QueryStatement: string,
  waiting: WaitingWatch,
): Promise<QueryAnswer> {
  const QueryId = await start(client, QueryStatement);
  for (;;) {
    const { QueryStatus, QueryStatistics, ErrorMessage } = await client.send(new DescribeQueryCommand({ QueryId }));
    waiting.progress(QueryStatistics?.BytesScanned ?? 0);
    if (QueryStatus === "FINISHED") {
      return { ...(await everyPage(client, QueryId)), bytesScanned: QueryStatistics?.BytesScanned ?? 0 };
    }
    if (QueryStatus !== "QUEUED" && QueryStatus !== "RUNNING") {
      throw new PersonError(
        `CloudTrail Lake ended the query as ${QueryStatus}: ${ErrorMessage ?? "it gives no reason"}`,
      );
    }
    if (waiting.stopped()) {
      await client.send(new CancelQueryCommand({ QueryId }));
      throw new PersonError("The query was cancelled.");
    }
    await waiting.sleep(interval);
  }
}

/** How often a query is looked at, in milliseconds. */
const interval = 1_000;

async function start(client: CloudTrailClient, QueryStatement: string): Promise<string> {
  try {
    const { QueryId = "" } = await client.send(new StartQueryCommand({ QueryStatement }));
    return QueryId;
  } catch (error) {
    const { name, message } = error as Error;
    throw new PersonError(`CloudTrail Lake does not take the query: ${name}: ${message}`);
  }
}

async function everyPage(client: CloudTrailClient, QueryId: string): Promise<QueryAnswer> {
  let columns: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryId, NextToken }));
    for (const row of page.QueryResultRows ?? []) {
      // A row is a list of columns, each an object of its name and its value.
      const cells = row.flatMap((cell) => Object.entries(cell));
      columns = cells.map(([name]) => name);
      rows.push(cells.map(([, value]) => value));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { columns, rows };
}
