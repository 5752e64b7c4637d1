import { randomUUID } from "node:crypto";
import type { AwsError } from "../awsError";
import type { JsonAnswer, JsonCaller, JsonInput } from "../awsJson";
import type { Lake } from "../lake/lake";
import { QueryError } from "../lake/queryError";
import type { QueryResult } from "../lake/results";

/** What queries are asked of, and by whom. */
export interface QueriesOptions {
  readonly lake: Lake;
  /** Why the caller may not do `action` to the resource. */
  readonly refusal: (caller: JsonCaller, action: string, resource: string) => AwsError | undefined;
}

interface Query {
  status: "RUNNING" | "FINISHED" | "FAILED" | "CANCELLED";
  result: QueryResult;
  errorMessage?: string;
}

/**
 * Queries as CloudTrail Lake's own service runs them: started, looked at, and read page by page.
 * Source: AWS CloudTrail API Reference, StartQuery, DescribeQuery, GetQueryResults, CancelQuery.
 */
export function queryOperations(options: QueriesOptions) {
  const queries = new Map<string, Query>();
  const withQuery = (input: JsonInput, answer: (query: Query) => JsonAnswer): JsonAnswer => {
    const query = queries.get(String(input.QueryId));
    return query === undefined
      ? { code: "QueryIdNotFoundException", status: 400, message: "The query ID does not exist." }
      : answer(query);
  };
  return {
    StartQuery: (input: JsonInput, caller: JsonCaller): JsonAnswer => start(input, caller, options, queries),
    DescribeQuery: (input: JsonInput) => withQuery(input, describe),
    GetQueryResults: (input: JsonInput) => withQuery(input, (query) => results(query, input)),
    CancelQuery: (input: JsonInput) =>
      withQuery(input, (query) => {
        query.status = query.status === "RUNNING" ? "CANCELLED" : query.status;
        return { body: { QueryId: input.QueryId, QueryStatus: query.status } };
      }),
  };
}

function start(
  { QueryStatement }: JsonInput,
  caller: JsonCaller,
  { lake, refusal }: QueriesOptions,
  queries: Map<string, Query>,
): JsonAnswer {
  const denial = refusal(caller, "cloudtrail:StartQuery", "*");
  if (denial !== undefined) {
    return denial;
  }
  if ([...queries.values()].filter(({ status }) => status === "RUNNING").length >= concurrentQueries) {
    return { code: "MaxConcurrentQueriesException", status: 400, message: "Ten queries are running already." };
  }
  const QueryId = randomUUID();
  const query: Query = { status: "RUNNING", result: { columns: [], rows: [] } };
  queries.set(QueryId, query);
  lake.query(String(QueryStatement)).then(
    (result) => settle(query, "FINISHED", { result }),
    (error: unknown) =>
      settle(query, "FAILED", { errorMessage: error instanceof QueryError ? error.message : "The query failed." }),
  );
  return { body: { QueryId } };
}

/** AWS General Reference, "AWS CloudTrail endpoints and quotas". */
const concurrentQueries = 10;

function settle(query: Query, status: Query["status"], found: Partial<Query>): void {
  if (query.status === "RUNNING") {
    Object.assign(query, found, { status });
  }
}

function describe({ status, errorMessage }: Query): JsonAnswer {
  return {
    body: {
      QueryStatus: status,
      // Nothing is scanned by the byte here.
      QueryStatistics: { BytesScanned: 0 },
      ...(errorMessage !== undefined && { ErrorMessage: errorMessage }),
    },
  };
}

function results({ status, result }: Query, { NextToken = "0", MaxQueryResults = 1_000 }: JsonInput): JsonAnswer {
  const from = Number(NextToken);
  const rows = result.rows.slice(from, from + Number(MaxQueryResults));
  const end = from + rows.length;
  return {
    body: {
      QueryStatus: status,
      QueryStatistics: { ResultsCount: rows.length, TotalResultsCount: result.rows.length, BytesScanned: 0 },
      QueryResultRows: rows.map((row) =>
        result.columns.map((column, index) => ({ [column]: cellText(row[index] ?? null) })),
      ),
      ...(end < result.rows.length && { NextToken: String(end) }),
    },
  };
}

/** Every value of an answer is a text. */
function cellText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
