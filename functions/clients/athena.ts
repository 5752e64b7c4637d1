import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { QueryFailure } from "../detector/scan/statementFailure";
import type { Row, StartedQuery } from "../detector/startedQuery";
import { timeouts } from "./timeouts";

/**
 * Starts a query of Athena in a workgroup that keeps its results.
 * Source: Amazon Athena API Reference, StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution.
 */
export async function startAthenaQuery(QueryString: string, WorkGroup: string, region: string): Promise<StartedQuery> {
  const client = new AthenaClient({ region, requestHandler: timeouts });
  const { QueryExecutionId = "" } = await client.send(new StartQueryExecutionCommand({ QueryString, WorkGroup }));
  let bytes = 0;
  return {
    rows: async () => {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { State = "QUEUED", StateChangeReason = "no reason" } = QueryExecution?.Status ?? {};
      if (State === "QUEUED" || State === "RUNNING") {
        return undefined;
      }
      if (State !== "SUCCEEDED") {
        throw new QueryFailure(`Athena ended the query as ${State}: ${StateChangeReason}`);
      }
      bytes = QueryExecution?.Statistics?.DataScannedInBytes ?? 0;
      return everyRow(client, QueryExecutionId);
    },
    cancel: () => client.send(new StopQueryExecutionCommand({ QueryExecutionId })),
    bytesScanned: () => bytes,
  };
}

/** Reads all pages of a result. The first row of the first page holds the column names. Null values are left out. */
async function everyRow(client: AthenaClient, QueryExecutionId: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
    const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name = "" }) => Name) ?? [];
    for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
      const cells = Data.flatMap(({ VarCharValue }, index): readonly (readonly [string, string])[] =>
        VarCharValue === undefined ? [] : [[columns[index] ?? "", VarCharValue]],
      );
      rows.push(Object.fromEntries(cells));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return rows.slice(1);
}
