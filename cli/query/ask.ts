import {
  CancelQueryCommand,
  type CloudTrailClient,
  DescribeQueryCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import type { WaitingWatch } from "../command/progress";
import { finish, type QueryAnswer, startQuery } from "./finish";

/**
 * Queries CloudTrail Lake and reads every page of the answer. Throws a PersonError if CloudTrail rejects the statement or the query fails.
 * Source: AWS CloudTrail API Reference, StartQuery, DescribeQuery, GetQueryResults.
 */
export async function ask(
  client: CloudTrailClient,
  QueryStatement: string,
  waiting: WaitingWatch,
): Promise<QueryAnswer> {
  const start = () => client.send(new StartQueryCommand({ QueryStatement }));
  const { QueryId = "" } = await startQuery("CloudTrail Lake", start);
  const bytesScanned = await finish("CloudTrail Lake", waiting, {
    look: async () => {
      const { QueryStatus, QueryStatistics, ErrorMessage } = await client.send(new DescribeQueryCommand({ QueryId }));
      return { status: QueryStatus, bytesScanned: QueryStatistics?.BytesScanned, reason: ErrorMessage };
    },
    cancel: () => client.send(new CancelQueryCommand({ QueryId })),
  });
  return { ...(await everyPage(client, QueryId)), bytesScanned };
}

async function everyPage(client: CloudTrailClient, QueryId: string): Promise<QueryAnswer> {
  let columns: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryId, NextToken }));
    for (const row of page.QueryResultRows ?? []) {
      // A row is a list of columns; each is an object with the column's name and value.
      const cells = row.flatMap((cell) => Object.entries(cell));
      columns = cells.map(([name]) => name);
      rows.push(cells.map(([, value]) => value));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { columns, rows };
}
