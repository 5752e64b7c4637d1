import type { FieldMapping } from "../fieldMapping";
import type { RedactionRules } from "../redact";
import type { SourceName } from "../sources";

/** All that is particular to one vendor whose events this project maps. */
export interface Vendor {
  /** The key that configuration names it by. */
  readonly name: string;
  /** Its name for people. */
  readonly title: string;
  /** The channel's Source; see sources.ts. */
  readonly source: SourceName;
  /** What its audit events carry as `eventSource`. @default the integration's key */
  readonly eventSource?: string;
  /** The public document that the shape of its events comes from. */
  readonly document: string;
  readonly mapping: FieldMapping;
  readonly redaction: RedactionRules;
  /**
   * Fields that hold what a person typed as a user name, as dotted paths in which `*` stands for any index or key. Where a
   * sign-in failed, what looks like a password there is masked.
   */
  readonly userNames?: readonly string[];
}
