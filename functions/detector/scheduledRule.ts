import type { CompiledRule } from "./compiledRule";

/** A rule as a scan runs it. */
export interface ScheduledRule extends CompiledRule {
  /** The keys of the integrations whose events it reads. @default every integration of its vendor in the store */
  readonly integrations?: readonly string[];
  /** Minutes between its runs. @default every run of the scan */
  readonly everyMinutes?: number;
}
