import type { CompiledRule } from "./compiledRule";

/** A rule with the schedule of a scan. */
export interface ScheduledRule extends CompiledRule {
  /** The keys of the integrations whose events it reads. @default all integrations of its vendor in the store */
  readonly integrations?: readonly string[];
  /** Minutes between its runs. @default every run of the scan */
  readonly everyMinutes?: number;
}
