import { randomUUID } from "node:crypto";
import { type AwsError, awsError, isAwsError } from "../awsError";
import type { JsonAnswer, JsonCaller, JsonInput, ServiceAccess } from "../awsJson";
import { MalformedQueryError } from "./insights/queryError";
import { type InsightsResult, runInsightsQuery } from "./insights/run";
import { startQuery as limits } from "./limits";
import type { LogGroup } from "./logGroup";

/** What queries are asked of, and by whom. */
export interface LogsQueriesOptions extends Pick<ServiceAccess, "refusal"> {
  /** By name. */
  readonly findLogGroup: (name: string) => LogGroup | undefined;
}

interface Query {
  readonly group: LogGroup;
  status: "Running" | "Complete" | "Failed" | "Cancelled";
  result: InsightsResult;
}

/**
 * Queries as Logs Insights' own service runs them: started, looked at, read page by page, and stopped.
 * Source: Amazon CloudWatch Logs API Reference, StartQuery, GetQueryResults, StopQuery.
 */
export function logsQueryOperations(options: LogsQueriesOptions) {
  const queries = new Map<string, Query>();
  const withQuery = (input: JsonInput, answer: (query: Query) => JsonAnswer): JsonAnswer => {
    const query = queries.get(String(input.queryId));
    return query === undefined
      ? awsError("ResourceNotFoundException", "The specified query does not exist.")
      : answer(query);
  };
  return {
    StartQuery: (input: JsonInput, caller: JsonCaller): JsonAnswer => start(input, caller, options, queries),
    GetQueryResults: (input: JsonInput, caller: JsonCaller) =>
      withQuery(
        input,
        (query) => denied("logs:GetQueryResults", query.group, caller, options) ?? results(query, input),
      ),
    StopQuery: (input: JsonInput, caller: JsonCaller) =>
      options.refusal(caller, "logs:StopQuery", "*") ?? withQuery(input, stop),
  };
}

function start(
  input: JsonInput,
  caller: JsonCaller,
  options: LogsQueriesOptions,
  queries: Map<string, Query>,
): JsonAnswer {
  const request = readRequest(input);
  if (isAwsError(request)) {
    return request;
  }
  const group = options.findLogGroup(String(input.logGroupName));
  if (group === undefined || group.arn.split(":")[3] !== caller.region) {
    const message = `Log group '${input.logGroupName}' does not exist.`;
    return awsError("ResourceNotFoundException", message);
  }
  const denial = denied("logs:StartQuery", group, caller, options);
  if (denial !== undefined) {
    return denial;
  }
  const query: Query = { group, status: "Running", result: nothing };
  try {
    runInsightsQuery([group], request).then(
      (result) => settle(query, "Complete", result),
      () => settle(query, "Failed", nothing),
    );
  } catch (error) {
    if (error instanceof MalformedQueryError) {
      return { code: error.name, status: 400, message: error.message };
    }
    throw error;
  }
  const queryId = randomUUID();
  queries.set(queryId, query);
  return { body: { queryId } };
}

const nothing: InsightsResult = {
  columns: [],
  rows: [],
  pointers: [],
  statistics: { recordsScanned: 0, recordsMatched: 0, bytesScanned: 0 },
};

/** What is asked: the times are seconds since 1970, and both belong to the range. */
function readRequest({ queryString, startTime, endTime, limit }: JsonInput) {
  if (typeof queryString !== "string" || queryString.length > limits.queryCharacters) {
    return invalid(`queryString must be a text of at most ${limits.queryCharacters} characters.`);
  }
  if (!isWhole(startTime) || !isWhole(endTime) || endTime < startTime) {
    return invalid("startTime and endTime must be seconds since 1970, and endTime must not be the earlier one.");
  }
  return {
    text: queryString,
    startTime: startTime * 1_000,
    endTime: endTime * 1_000,
    ...(isWhole(limit) && { limit }),
  };
}

/**
 * Why the caller may not query the group. A call on a whole group names the resource `...:log-group:NAME:log-stream:`, as the service's refusals
 * do: a policy covers it with `...:log-group:NAME:*`, and not with the group's bare ARN.
 * Sources: Service Authorization Reference, Amazon CloudWatch Logs, StartQuery and GetQueryResults; Amazon CloudWatch Logs User Guide, "Overview
 * of managing access permissions".
 */
function denied(
  action: string,
  { arn }: LogGroup,
  caller: JsonCaller,
  { refusal }: LogsQueriesOptions,
): AwsError | undefined {
  return refusal(caller, action, `${arn}:log-stream:`);
}

function settle(query: Query, status: Query["status"], result: InsightsResult): void {
  if (query.status === "Running") {
    Object.assign(query, { status, result });
  }
}

function stop(query: Query): JsonAnswer {
  if (query.status !== "Running") {
    return invalid("The query has ended already.");
  }
  settle(query, "Cancelled", nothing);
  return { body: { success: true } };
}

function results({ status, result }: Query, { nextToken = "0", maxItems = limits.pageRows }: JsonInput): JsonAnswer {
  const { columns, rows, pointers, statistics } = result;
  const from = Number(nextToken);
  const page = rows.slice(from, from + Math.min(Number(maxItems), limits.pageRows));
  const end = from + page.length;
  return {
    body: {
      queryLanguage: "CWLI",
      status,
      statistics: { ...statistics, resultCount: rows.length },
      results: page.map((row, index) => [
        // A field that an event does not have is not in its row.
        ...columns.flatMap((field, place) => resultField(field, row[place] ?? null)),
        ...resultField("@ptr", pointers[from + index] ?? null),
      ]),
      ...(end < rows.length && { nextToken: String(end) }),
    },
  };
}

/** Every value of an answer is a text. */
function resultField(field: string, value: string | number | null) {
  return value === null ? [] : [{ field, value: String(value) }];
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function invalid(message: string): AwsError {
  return awsError("InvalidParameterException", message);
}
