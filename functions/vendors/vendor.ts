import type { FieldMapping } from "../fieldMapping";
import type { RedactionRules } from "../redact";

/** All that is particular to one vendor. */
export interface Vendor {
  /** The key that configuration names it by. */
  readonly name: string;
  /** Its name for people. */
  readonly title: string;
  /**
   * The channel's Source.
   * Source: AWS CloudTrail User Guide, Create an event data store for events outside of AWS.
   */
  readonly source: string;
  /** What its audit events carry as `eventSource`. */
  readonly eventSource: string;
  readonly mapping: FieldMapping;
  readonly redaction: RedactionRules;
}
