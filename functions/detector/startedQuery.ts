/** A row of a result, by column name. Null values are left out. */
export type Row = Readonly<Record<string, string>>;

/** A query that a service has started. */
export interface StartedQuery {
  /** Returns the rows once it has finished, undefined while it runs; rejects if it failed. */
  readonly rows: () => Promise<readonly Row[] | undefined>;
  /** Stops the query, so that it scans and costs no more. */
  readonly cancel: () => Promise<unknown>;
  /** Returns the bytes scanned, once it has finished. */
  readonly bytesScanned: () => number;
}
