import {
  CancelQueryCommand,
  CloudTrailClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from "@aws-sdk/client-cloudtrail";
import { QueryFailure } from "../detector/scan/statementFailure";
import type { Row, StartedQuery } from "../detector/startedQuery";
import { timeouts } from "./timeouts";

/**
 * Starts a query of CloudTrail Lake.
 * Source: AWS CloudTrail API Reference, StartQuery, GetQueryResults, CancelQuery.
 */
export async function startLakeQuery(QueryStatement: string, region: string): Promise<StartedQuery> {
  const client = new CloudTrailClient({ region, requestHandler: timeouts });
  const { QueryId } = await client.send(new StartQueryCommand({ QueryStatement }));
  let bytes = 0;
  return {
    rows: async () => {
      const rows: Row[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new GetQueryResultsCommand({ QueryId, NextToken, MaxQueryResults: pageSize }));
        if (page.QueryStatus === "QUEUED" || page.QueryStatus === "RUNNING") {
          return undefined;
        }
        if (page.QueryStatus !== "FINISHED") {
          throw new QueryFailure(
            `CloudTrail Lake ended the query as ${page.QueryStatus}: ${page.ErrorMessage ?? "no reason"}`,
          );
        }
        bytes = page.QueryStatistics?.BytesScanned ?? bytes;
        // A row is a list of columns, each an object with the column's name and value; a missing value is the text "null".
        rows.push(...(page.QueryResultRows ?? []).map(rowOf));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return rows;
    },
    cancel: () => client.send(new CancelQueryCommand({ QueryId })),
    bytesScanned: () => bytes,
  };
}

/** The maximum number of rows per page (GetQueryResults, `MaxQueryResults`). */
const pageSize = 1_000;

function rowOf(cells: readonly Readonly<Record<string, string>>[]): Row {
  return Object.fromEntries(cells.flatMap((cell) => Object.entries(cell)).filter(([, value]) => value !== "null"));
}
