import type { MemoryScope } from "./findingMemory";
import type { ScanRow } from "./ruleFinding";

/** The times of a scan, in milliseconds since 1970. */
export interface ScanWindow {
  /** Groups are read of which an event was stored since then. */
  readonly since: number;
  /** Events that were stored before then were all looked at, except late ones that are spared for a while. */
  readonly settled: number;
  /** Events that were stored since then were not looked at yet. */
  readonly through: number;
  /** No event is read whose own time is before this one. */
  readonly after: number;
}

/** What a scan answers. */
export interface ScanAnswer {
  readonly rows: readonly ScanRow[];
  /** How many groups there are of a rule on an integration, where the rows are of fewer. */
  readonly floods: readonly (MemoryScope & { readonly groups: number })[];
  /** The errors of rules whose statements failed, by the rule's name. */
  readonly failures: ReadonlyMap<string, Error>;
  readonly bytesScanned: number;
}
