/** The failure of a query that Athena has taken: `CODE: message`, as its state change reason gives it. */
export class AthenaFailure extends Error {
  override readonly name = "AthenaFailure";

  /** @param code Trino's or the Hive connector's, such as HIVE_BAD_DATA; none for a refused permission */
  constructor(code: string, message: string) {
    super(code === "" ? message : `${code}: ${message}`);
  }
}
