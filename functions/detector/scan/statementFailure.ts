/** A query that a service started but that ended without a result. */
export class QueryFailure extends Error {}

/**
 * Reports whether a query failed because of its own text or the rows it read, so that another query may succeed.
 * Sources: AWS CloudTrail API Reference, StartQuery; Amazon Athena API Reference, StartQueryExecution; Amazon CloudWatch Logs API
 * Reference, StartQuery.
 */
export function isStatementFailure(error: unknown): boolean {
  return error instanceof QueryFailure || (error instanceof Error && refusals.has(error.name));
}

const refusals: ReadonlySet<string> = new Set([
  "InvalidQueryStatementException",
  "InvalidRequestException",
  "MalformedQueryException",
]);
