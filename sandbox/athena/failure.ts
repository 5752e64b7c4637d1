import type { QueryError } from "../lake/statement";

/** The failure of a query that Athena has taken: `CODE: message`, as its state change reason gives it. */
export class AthenaFailure extends Error {
  override readonly name = "AthenaFailure";

  /** @param code Trino's or the Hive connector's, such as HIVE_BAD_DATA; none for a refused permission */
  constructor(code: string, message: string) {
    super(code === "" ? message : `${code}: ${message}`);
  }
}

/** A query that Athena cancels because it would scan more than its workgroup allows. */
export class ScanLimitError extends Error {
  constructor(readonly dataScannedInBytes: number) {
    super("Bytes scanned limit was exceeded");
  }
}

/** Gives the failure of a statement that the engine refuses, by Trino's names of errors. */
export function failureOf({ code, message }: QueryError): AthenaFailure {
  switch (code) {
    case "EventDataStoreNotFoundException":
      return new AthenaFailure("TABLE_NOT_FOUND", message);
    case "InvalidQueryStatementException":
      return new AthenaFailure("SYNTAX_ERROR", message);
    case "QueryFailed":
      return new AthenaFailure("GENERIC_USER_ERROR", message);
  }
}
