import { PersonError } from "../../../components/personError";

/**
 * The refusal of a query: it has a mistake, or uses what the sandbox does not support.
 * Source of the name: Amazon CloudWatch Logs API Reference, StartQuery.
 */
export class MalformedQueryError extends PersonError {
  override readonly name = "MalformedQueryException";
}
