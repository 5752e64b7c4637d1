import type { FieldMapping } from "../mapping/fieldMapping";
import type { RedactionRules } from "../privacy/redactionRules";
import type { UserNames } from "../privacy/typedPassword";
import type { SourceName } from "./sources";

/** All vendor-specific data of one supported vendor. */
export interface Vendor {
  /** Its key in configuration. */
  readonly name: string;
  /** Its display name. */
  readonly title: string;
  /** The channel's Source; see sources.ts. */
  readonly source: SourceName;
  /** The `eventSource` of its audit events. @default the integration's key */
  readonly eventSource?: string;
  /** The public document that defines its events. */
  readonly document: string;
  /** The domain in the names of its partner event sources, `aws.partner/DOMAIN/...`. @default it is not an EventBridge partner */
  readonly partnerDomain?: string;
  readonly mapping: FieldMapping;
  /** Fields that must not be stored, in addition to those common to all vendors. @default none */
  readonly redaction?: RedactionRules;
  /** The places of typed user names in its events. @default none */
  readonly userNames?: UserNames;
  /** The names of the events that report a stop of its log stream, as found by `eventName`. @default none are documented */
  readonly streamEvents?: readonly string[];
}
