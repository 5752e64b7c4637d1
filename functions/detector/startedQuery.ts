/** A row of an answer, by the names of its columns. A value that is null is left out. */
export type Row = Readonly<Record<string, string>>;

/** A query that was started at a service. */
export interface StartedQuery {
  /** The rows, once it has finished; undefined while it runs. Rejects where it failed. */
  readonly rows: () => Promise<readonly Row[] | undefined>;
  /** Stops it, so that nothing more is scanned and paid for. */
  readonly cancel: () => Promise<unknown>;
  /** Bytes that it scanned, once it has finished. */
  readonly bytesScanned: () => number;
}
