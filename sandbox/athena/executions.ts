import { randomUUID } from "node:crypto";
import { type AwsError, awsError } from "../protocol/awsError";
import { type JsonAnswer, type JsonCaller, operation } from "../protocol/awsJson";
import { object, oneOf, required, text, type ValidInputs, wholeNumber } from "../provider/values";
import { columnInfos, rowTexts } from "./cells";
import type { AthenaEndpointOptions, Workgroup } from "./endpointOptions";
import { AthenaFailure, ScanLimitError } from "./failure";
import type { Allows } from "./grants";

/** Queries: start, describe, read by pages, stop (Amazon Athena API Reference, StartQueryExecution and its siblings). */
export function executionOperations(options: AthenaEndpointOptions) {
  const executions = new Map<string, Execution>();
  const withExecution =
    <T extends { readonly QueryExecutionId: string }>(
      action: string,
      answer: (execution: Execution, input: T) => JsonAnswer,
    ) =>
    (input: T, caller: JsonCaller): JsonAnswer => {
      const execution = executions.get(input.QueryExecutionId);
      return execution === undefined
        ? invalid(`QueryExecution ${input.QueryExecutionId} was not found`)
        : (options.refusal(caller, action, execution.workgroup.arn) ?? answer(execution, input));
    };
  return {
    StartQueryExecution: operation(startMembers, (input, caller) => start(input, caller, options, executions)),
    GetQueryExecution: operation({ QueryExecutionId }, withExecution("athena:GetQueryExecution", describe)),
    GetQueryResults: operation(resultsMembers, withExecution("athena:GetQueryResults", results)),
    StopQueryExecution: operation(
      { QueryExecutionId },
      withExecution("athena:StopQueryExecution", (execution) => {
        settle(execution, { state: "CANCELLED", reason: "Query cancelled by user" }, options.now());
        return { body: {} };
      }),
    ),
  };
}

interface Execution {
  readonly id: string;
  readonly statement: string;
  readonly database: string | undefined;
  readonly workgroup: Workgroup;
  readonly submitted: number;
  outcome: Outcome;
  completed?: number;
}

interface Outcome {
  readonly state: "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly reason?: string;
  readonly dataScannedInBytes?: number;
  readonly columns?: ReturnType<typeof columnInfos>;
  readonly rows?: ReturnType<typeof rowTexts>;
}

const QueryExecutionId = required(text(1, 128));
export const workgroupName = text(1, 128, /^[a-zA-Z0-9._-]+$/, "letters, digits, . _ and -");
export const catalogName = oneOf("AwsDataCatalog");
const startMembers = {
  QueryString: required(text(1, 262_144)),
  ClientRequestToken: text(32, 128),
  QueryExecutionContext: object({ Database: text(1, 255), Catalog: catalogName }),
  WorkGroup: workgroupName,
};
const resultsMembers = {
  QueryExecutionId,
  NextToken: text(1, 1_024),
  MaxResults: wholeNumber({ minimum: 1, maximum: 1_000 }),
};
/** The workgroup of a query without a workgroup; every account has it, without a location for results. */
const primary = "primary";

function start(
  input: ValidInputs<typeof startMembers>,
  caller: JsonCaller,
  options: AthenaEndpointOptions,
  executions: Map<string, Execution>,
): JsonAnswer {
  const workgroup = options.workgroups.get(input.WorkGroup ?? primary);
  if (workgroup === undefined) {
    return input.WorkGroup == null ? noOutput : invalid(`WorkGroup ${input.WorkGroup} is not found.`);
  }
  const problem =
    options.refusal(caller, "athena:StartQueryExecution", workgroup.arn) ??
    (workgroup.isEnabled ? undefined : invalid(`WorkGroup ${workgroup.name} is disabled.`)) ??
    (workgroup.hasManagedResults ? undefined : noOutput);
  if (problem !== undefined) {
    return problem;
  }
  const id = randomUUID();
  const database = input.QueryExecutionContext?.Database ?? undefined;
  const { QueryString: statement } = input;
  const submitted = options.now();
  const execution: Execution = { id, statement, database, workgroup, submitted, outcome: { state: "RUNNING" } };
  executions.set(id, execution);
  void run(execution, allowsOf(caller, options), options);
  return { body: { QueryExecutionId: id } };
}

/** Athena reads with the permissions of the query's caller. */
function allowsOf(caller: JsonCaller, { refusal }: AthenaEndpointOptions): Allows {
  return (action, resource, context) => refusal(caller, action, resource, context)?.message;
}

async function run(execution: Execution, allows: Allows, { athena, now }: AthenaEndpointOptions): Promise<void> {
  const { statement, database, workgroup } = execution;
  const question = { statement, database, scanLimitBytes: workgroup.scanLimitBytes, allows };
  const outcome = await athena.query(question).then(
    ({ result, columns, dataScannedInBytes }): Outcome => ({
      ...{ state: "SUCCEEDED", dataScannedInBytes },
      columns: columnInfos(result.columns, columns),
      rows: rowTexts(result.rows, columns),
    }),
    outcomeOfError,
  );
  settle(execution, outcome, now());
}

function outcomeOfError(error: unknown): Outcome {
  if (error instanceof ScanLimitError) {
    return { state: "CANCELLED", reason: error.message, dataScannedInBytes: error.dataScannedInBytes };
  }
  if (error instanceof AthenaFailure) {
    return { state: "FAILED", reason: error.message };
  }
  console.error(error);
  return { state: "FAILED", reason: "GENERIC_INTERNAL_ERROR: The sandbox failed at this query." };
}

function settle(execution: Execution, outcome: Outcome, now: number): void {
  if (execution.outcome.state === "RUNNING") {
    execution.outcome = outcome;
    execution.completed = now;
  }
}

function describe({ id, statement, database, workgroup, submitted, completed, outcome }: Execution): JsonAnswer {
  const { state, reason, dataScannedInBytes = 0 } = outcome;
  return {
    body: {
      QueryExecution: {
        QueryExecutionId: id,
        Query: statement,
        StatementType: "DML",
        WorkGroup: workgroup.name,
        QueryExecutionContext: { ...(database !== undefined && { Database: database }), Catalog: "awsdatacatalog" },
        Status: {
          State: state,
          SubmissionDateTime: submitted / 1_000,
          ...(completed !== undefined && { CompletionDateTime: completed / 1_000 }),
          ...(reason !== undefined && { StateChangeReason: reason }),
          // Category 2 is the user's (Amazon Athena API Reference, AthenaError).
          ...(state === "FAILED" && { AthenaError: { ErrorCategory: 2, Retryable: false, ErrorMessage: reason } }),
        },
        Statistics: { DataScannedInBytes: dataScannedInBytes },
      },
    },
  };
}

/** The first row of the first page holds the column names (Amazon Athena API Reference, GetQueryResults). */
function results({ outcome }: Execution, { NextToken, MaxResults }: ValidInputs<typeof resultsMembers>): JsonAnswer {
  const { state, columns, rows } = outcome;
  if (columns === undefined || rows === undefined) {
    return invalid(
      state === "RUNNING"
        ? `Query has not yet finished. Current state: ${state}`
        : `Query did not finish successfully. Final query state: ${state}`,
    );
  }
  const from = Number(NextToken ?? 0);
  if (!(Number.isInteger(from) && from >= 0)) {
    return invalid("The token is not one that GetQueryResults returned.");
  }
  const all = [columns.map(({ Name }) => Name), ...rows];
  const page = all.slice(from, from + (MaxResults ?? 1_000));
  const end = from + page.length;
  return {
    body: {
      UpdateCount: 0,
      ...(end < all.length && { NextToken: String(end) }),
      ResultSet: {
        Rows: page.map((cells) => ({
          Data: cells.map((cell) => (cell === undefined ? {} : { VarCharValue: cell })),
        })),
        ResultSetMetadata: {
          ColumnInfo: columns.map(({ Name, Type }) => ({
            ...{ CatalogName: "hive", SchemaName: "", TableName: "", Name, Label: Name, Type, Nullable: "UNKNOWN" },
            CaseSensitive: Type === "varchar",
          })),
        },
      },
    },
  };
}

const noOutput: AwsError = invalid(
  "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
);

export function invalid(message: string): AwsError {
  return awsError("InvalidRequestException", message);
}
