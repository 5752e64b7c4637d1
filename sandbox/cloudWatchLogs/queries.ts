import { randomUUID } from "node:crypto";
import { type AwsError, awsError, isAwsError } from "../awsError";
import type { JsonAnswer, JsonCaller, JsonInput, ServiceAccess } from "../awsJson";
import { type InsightsResult, runInsightsQuery } from "./insights/run";
import { MalformedQueryError } from "./insights/values";
import { type LogGroup, startQuery as limits } from "./logGroup";

export interface LogsQueriesOptions extends Pick<ServiceAccess, "refusal"> {
  readonly findLogGroup: (name: string) => LogGroup | undefined;
}

interface Query {
  readonly group: LogGroup;
  status: "Running" | "Complete" | "Failed" | "Cancelled";
  result: InsightsResult;
}

/** Logs Insights queries: start, read by pages, stop (Amazon CloudWatch Logs API Reference, StartQuery and its siblings). */
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

/** Times are seconds since 1970; both ends are included. */
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
 * Refuses a query of the group. Such a call names `...:log-group:NAME:log-stream:`, which `...:log-group:NAME:*` covers and the bare ARN does not.
 * Sources: Service Authorization Reference, CloudWatch Logs; CloudWatch Logs User Guide, "Overview of managing access permissions".
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

function resultField(field: string, value: string | number | null) {
  return value === null ? [] : [{ field, value: String(value) }];
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function invalid(message: string): AwsError {
  return awsError("InvalidParameterException", message);
}
