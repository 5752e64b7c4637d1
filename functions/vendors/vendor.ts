import type { FieldMapping } from "../mapping/fieldMapping";
import type { RedactionRules } from "../privacy/redactionRules";
import type { UserNames } from "../privacy/typedPassword";
import type { SourceName } from "./sources";

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
  /** The domain in the names of its partner event sources, `aws.partner/DOMAIN/...`. @default it is no EventBridge partner */
  readonly partnerDomain?: string;
  readonly mapping: FieldMapping;
  /** What must not be stored of its events, beside what is common to all vendors. @default nothing more */
  readonly redaction?: RedactionRules;
  /** Where its events hold what a person typed as a user name. @default nothing is looked for */
  readonly userNames?: UserNames;
  /** The names of the events that tell of its log stream being stopped, as `eventName` has them. @default none are documented */
  readonly streamEvents?: readonly string[];
}
