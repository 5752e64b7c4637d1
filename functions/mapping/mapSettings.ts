import type { PrivacySettings } from "../privacy/privacy";
import type { ConfiguredMapping } from "./configured/configuredMapping";

/** What the events of one integration are mapped with. */
export interface MapSettings {
  /** The key of the integration. It stands in the event, since integrations of one vendor can share a channel. */
  readonly integration: string;
  /** The vendor's name; see vendors/. */
  readonly vendor: string;
  /** What the stack's configuration says in place of the vendor's mapping, or all there is of one. */
  readonly mapping?: ConfiguredMapping;
  /** What must not be stored, beside the vendor's own defaults. */
  readonly privacy?: PrivacySettings;
  /** What the hashes of `privacy` are keyed with. Without it, what would be hashed is masked. */
  readonly salt?: string;
  /** The account that owns the channel: 12 digits. */
  readonly recipientAccountId: string;
}
