import { PersonError } from "../../components/personError";

/**
 * Which way a query went wrong.
 *
 * - `InvalidQueryStatementException`: the statement has a mistake, or uses what is not allowed.
 * - `EventDataStoreNotFoundException`: it names an event data store that is not there.
 * - `QueryFailed`: it started, and failed on the data; in CloudTrail Lake its status would be `FAILED`.
 *
 * Source of the exceptions: AWS CloudTrail API Reference, StartQuery; of the status: the same, DescribeQuery.
 */
export type QueryErrorCode = "InvalidQueryStatementException" | "EventDataStoreNotFoundException" | "QueryFailed";

/** A query that was refused or failed. */
export class QueryError extends PersonError {
  override readonly name = "QueryError";

  constructor(
    readonly code: QueryErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of a statement. */
export function invalidStatement(message: string): QueryError {
  return new QueryError("InvalidQueryStatementException", message);
}
