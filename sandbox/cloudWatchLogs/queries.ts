import { randomUUID } from "node:crypto";
import { type AwsError, awsError } from "../protocol/awsError";
import { type JsonAnswer, type JsonCaller, operation, type ServiceAccess } from "../protocol/awsJson";
import { required, text, type ValidInputs, wholeNumber } from "../provider/values";
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
  const withQuery = (id: string, answer: (query: Query) => JsonAnswer): JsonAnswer => {
    const query = queries.get(id);
    return query === undefined
      ? awsError("ResourceNotFoundException", "The specified query does not exist.")
      : answer(query);
  };
  return {
    StartQuery: operation(startMembers, (input, caller) => start(input, caller, options, queries)),
    GetQueryResults: operation(resultsMembers, (input, caller) =>
      withQuery(
        input.queryId,
        (query) => denied("logs:GetQueryResults", query.group, caller, options) ?? results(query, input),
      ),
    ),
    StopQuery: operation(
      { queryId },
      (input, caller) => options.refusal(caller, "logs:StopQuery", "*") ?? withQuery(input.queryId, stop),
    ),
  };
}

const queryId = required(text(0, 256));
const seconds = required(wholeNumber({ minimum: 0 }));
/** Times are seconds since 1970; both ends are included. */
const startMembers = {
  logGroupName: required(text(1, 512)),
  queryString: required(text(0, limits.queryCharacters)),
  startTime: seconds,
  endTime: seconds,
  limit: wholeNumber({ minimum: 1, maximum: limits.mostRows }),
};
const resultsMembers = {
  queryId,
  nextToken: text(1),
  maxItems: wholeNumber({ minimum: 1, maximum: limits.pageRows }),
};

function start(
  input: ValidInputs<typeof startMembers>,
  caller: JsonCaller,
  options: LogsQueriesOptions,
  queries: Map<string, Query>,
): JsonAnswer {
  const { logGroupName, queryString: text, startTime, endTime, limit } = input;
  if (endTime < startTime) {
    return invalid("endTime must not be earlier than startTime.");
  }
  const group = options.findLogGroup(logGroupName);
  if (group === undefined || group.arn.split(":")[3] !== caller.region) {
    return awsError("ResourceNotFoundException", `Log group '${logGroupName}' does not exist.`);
  }
  const denial = denied("logs:StartQuery", group, caller, options);
  if (denial !== undefined) {
    return denial;
  }
  const query: Query = { group, status: "Running", result: nothing };
  try {
    const times = { startTime: startTime * 1_000, endTime: endTime * 1_000 };
    runInsightsQuery([group], { text, ...times, ...(limit != null && { limit }) }).then(
      (result) => settle(query, "Complete", result),
      () => settle(query, "Failed", nothing),
    );
  } catch (error) {
    if (error instanceof MalformedQueryError) {
      return { code: error.name, status: 400, message: error.message };
    }
    if (error instanceof RangeError) {
      return { code: "MalformedQueryException", status: 400, message: "The query nests too deeply." };
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

/**
 * Refuses a query of the group. A call of this kind names `...:log-group:NAME:log-stream:`, which `...:log-group:NAME:*` covers and the bare ARN
 * does not.
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

function results({ status, result }: Query, input: ValidInputs<typeof resultsMembers>): JsonAnswer {
  const { columns, rows, pointers, statistics } = result;
  const from = Number(input.nextToken ?? 0);
  if (!(from >= 0)) {
    return invalid("The token is not one that GetQueryResults returned.");
  }
  const page = rows.slice(from, from + (input.maxItems ?? limits.pageRows));
  const end = from + page.length;
  return {
    body: {
      queryLanguage: "CWLI",
      status,
      statistics: { ...statistics, resultCount: rows.length },
      results: page.map((row, index) => [
        // A row lacks the fields that its event does not have.
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

function invalid(message: string): AwsError {
  return awsError("InvalidParameterException", message);
}
