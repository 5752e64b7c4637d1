import type { QueryError } from "../lake/statement";

/** The failure of a query that Athena has accepted: `CODE: message`, as in its state change reason. */
export class AthenaFailure extends Error {
  override readonly name = "AthenaFailure";

  /** @param code the code of Trino or the Hive connector, such as HIVE_BAD_DATA; none for a missing permission */
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

/** Returns the failure of a statement that the engine rejects, with Trino's error name. */
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
