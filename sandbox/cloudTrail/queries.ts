import { randomUUID } from "node:crypto";
import type { Lake } from "../lake/lake";
import type { QueryResult } from "../lake/results";
import { QueryError } from "../lake/statement";
import { type AwsError, awsError } from "../protocol/awsError";
import { type JsonAnswer, type JsonCaller, operation, type ServiceAccess } from "../protocol/awsJson";
import { required, text, type ValidInputs, wholeNumber } from "../provider/values";

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
    <T extends { readonly QueryId: string }>(action: string, answer: (query: Query, input: T) => JsonAnswer) =>
    (input: T, caller: JsonCaller): JsonAnswer => {
      const query = queries.get(input.QueryId);
      return query === undefined
        ? awsError("QueryIdNotFoundException", "The query ID does not exist.")
        : (denialOf(action, query.stores, caller, options) ?? answer(query, input));
    };
  return {
    StartQuery: operation({ QueryStatement: required(text(1, 10_000)) }, ({ QueryStatement }, caller) =>
      start(QueryStatement, caller, options, queries),
    ),
    DescribeQuery: operation({ QueryId }, withQuery("cloudtrail:DescribeQuery", describe)),
    GetQueryResults: operation(resultsMembers, withQuery("cloudtrail:GetQueryResults", results)),
    CancelQuery: operation(
      { QueryId },
      withQuery("cloudtrail:CancelQuery", (query, { QueryId }) => {
        query.status = query.status === "RUNNING" ? "CANCELLED" : query.status;
        return { body: { QueryId, QueryStatus: query.status } };
      }),
    ),
  };
}

const QueryId = required(text(36, 36));
const resultsMembers = {
  QueryId,
  NextToken: text(1, 1_000),
  MaxQueryResults: wholeNumber({ minimum: 1, maximum: 1_000 }),
};

/** The caller must have permission on every store that a statement names; a statement without stores needs none. */
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
  statement: string,
  caller: JsonCaller,
  options: QueriesOptions,
  queries: Map<string, Query>,
): JsonAnswer {
  const { lake, eventDataStores } = options;
  const stores = eventDataStores.filter((arn) => statement.includes(arn.split("/").at(-1) ?? arn));
  const denial = denialOf("cloudtrail:StartQuery", stores, caller, options);
  if (denial !== undefined) {
    return denial;
  }
  const QueryId = randomUUID();
  const query: Query = { stores, status: "RUNNING", result: { columns: [], rows: [] } };
  queries.set(QueryId, query);
  lake.query(statement).then(
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
      // The sandbox does not charge by scanned bytes.
      QueryStatistics: { BytesScanned: 0 },
      ...(errorMessage !== undefined && { ErrorMessage: errorMessage }),
    },
  };
}

function results(
  { status, result }: Query,
  { NextToken, MaxQueryResults }: ValidInputs<typeof resultsMembers>,
): JsonAnswer {
  const from = Number(NextToken ?? 0);
  if (!(from >= 0)) {
    return awsError("InvalidNextTokenException", "The token is not one that GetQueryResults returned.");
  }
  const rows = result.rows.slice(from, from + (MaxQueryResults ?? 1_000));
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
