import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type Row,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { WaitingWatch } from "../command/progress";
import { finish, type QueryAnswer, startQuery } from "./finish";

/** A statement in Athena's SQL, and its workgroup. */
export interface AthenaQuestion {
  readonly statement: string;
  readonly workgroupName: string;
}

/**
 * Queries Athena and reads every page of the answer. Throws a PersonError if Athena rejects the statement or the query fails.
 * Source: Amazon Athena API Reference, StartQueryExecution, GetQueryExecution, GetQueryResults, StopQueryExecution.
 */
export async function askAthena(
  client: AthenaClient,
  { statement: QueryString, workgroupName: WorkGroup }: AthenaQuestion,
  waiting: WaitingWatch,
): Promise<QueryAnswer> {
  const start = () => client.send(new StartQueryExecutionCommand({ QueryString, WorkGroup }));
  const { QueryExecutionId = "" } = await startQuery("Athena", start);
  const bytesScanned = await finish("Athena", waiting, {
    look: async () => {
      const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }));
      const { Status, Statistics } = QueryExecution ?? {};
      return {
        status: Status?.State,
        bytesScanned: Statistics?.DataScannedInBytes,
        reason: Status?.StateChangeReason,
      };
    },
    cancel: () => client.send(new StopQueryExecutionCommand({ QueryExecutionId })),
  });
  return { ...(await everyPage(client, QueryExecutionId)), bytesScanned };
}

/** The first row of the first page holds the column names. */
async function everyPage(client: AthenaClient, QueryExecutionId: string): Promise<QueryAnswer> {
  const rows: (readonly (string | null)[])[] = [];
  let columns: readonly string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken }));
    columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name = "" }) => Name) ?? columns;
    rows.push(...(page.ResultSet?.Rows ?? []).map(cellsOf));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { columns, rows: rows.slice(1) };
}

function cellsOf({ Data = [] }: Row): readonly (string | null)[] {
  return Data.map(({ VarCharValue }) => VarCharValue ?? null);
}
