import { randomUUID } from "node:crypto";
import { type AwsError, awsError } from "../awsError";
import type { JsonAnswer, JsonCaller, JsonInput, ServiceAccess } from "../awsJson";
import type { Lake } from "../lake/lake";
import type { QueryResult } from "../lake/results";
import { QueryError } from "../lake/statement";

interface QueriesOptions extends Pick<ServiceAccess, "refusal"> {
  readonly lake: Lake;
  readonly eventDataStores: readonly string[];
}

interface Query {
  readonly stores: readonly string[];
  status: "RUNNING" | "FINISHED" | "FAILED" | "CANCELLED";
  result: QueryResult;
  errorMessage?: string;
}

/** Lake queries: start, describe, read by pages, cancel (AWS CloudTrail API Reference, StartQuery and its siblings). */
export function queryOperations(options: QueriesOptions) {
  const queries = new Map<string, Query>();
  const withQuery =
    (action: string, answer: (query: Query, input: JsonInput) => JsonAnswer) =>
    (input: JsonInput, caller: JsonCaller): JsonAnswer => {
      const query = queries.get(String(input.QueryId));
      return query === undefined
        ? awsError("QueryIdNotFoundException", "The query ID does not exist.")
        : (denialOf(action, query.stores, caller, options) ?? answer(query, input));
    };
  return {
    StartQuery: (input: JsonInput, caller: JsonCaller): JsonAnswer => start(input, caller, options, queries),
    DescribeQuery: withQuery("cloudtrail:DescribeQuery", describe),
    GetQueryResults: withQuery("cloudtrail:GetQueryResults", results),
    CancelQuery: withQuery("cloudtrail:CancelQuery", (query, { QueryId }) => {
      query.status = query.status === "RUNNING" ? "CANCELLED" : query.status;
      return { body: { QueryId, QueryStatus: query.status } };
    }),
  };
}

/** Every store that a statement names must be the caller's to ask; one that names none asks anything. */
function denialOf(
  action: string,
  stores: readonly string[],
  caller: JsonCaller,
  { refusal }: QueriesOptions,
): AwsError | undefined {
  const named = stores.length === 0 ? ["*"] : stores;
  return named.map((store) => refusal(caller, action, store)).find((denial) => denial !== undefined);
}

function start(
  { QueryStatement }: JsonInput,
  caller: JsonCaller,
  options: QueriesOptions,
  queries: Map<string, Query>,
): JsonAnswer {
  const { lake, eventDataStores } = options;
  const stores = eventDataStores.filter((arn) => String(QueryStatement).includes(arn.split("/").at(-1) ?? arn));
  const denial = denialOf("cloudtrail:StartQuery", stores, caller, options);
  if (denial !== undefined) {
    return denial;
  }
  const QueryId = randomUUID();
  const query: Query = { stores, status: "RUNNING", result: { columns: [], rows: [] } };
  queries.set(QueryId, query);
  lake.query(String(QueryStatement)).then(
    (result) => settle(query, "FINISHED", { result }),
    (error: unknown) =>
      settle(query, "FAILED", { errorMessage: error instanceof QueryError ? error.message : "The query failed." }),
  );
  return { body: { QueryId } };
}

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

function cellText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
