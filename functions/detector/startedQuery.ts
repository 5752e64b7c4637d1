import type { Row } from "./findings";

/** A query that was started at a service. */
export interface StartedQuery {
  /** The rows, once it has finished; undefined while it runs. Rejects where it failed. */
  readonly rows: () => Promise<readonly Row[] | undefined>;
  /** Stops it, so that nothing more is scanned and paid for. */
  readonly cancel: () => Promise<unknown>;
  /** Bytes that it scanned, once it has finished. */
  readonly bytesScanned: () => number;
}
