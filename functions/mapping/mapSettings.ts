import type { PrivacySettings } from "../privacy/privacy";
import type { ConfiguredMapping } from "./configured/configuredMapping";

/** Settings for mapping the events of one integration. */
export interface MapSettings {
  /** The key of the integration. It is stored in the event, since integrations of one vendor can share a channel. */
  readonly integration: string;
  /** The vendor's name; see vendors/. */
  readonly vendor: string;
  /** The configured mapping: overrides of the vendor's mapping, or the whole mapping. */
  readonly mapping?: ConfiguredMapping;
  /** Fields that must not be stored, in addition to the vendor's defaults. */
  readonly privacy?: PrivacySettings;
  /** The key of the hashes in `privacy`. Without it, values are masked instead of hashed. */
  readonly salt?: string;
  /** The account that owns the channel: 12 digits. */
  readonly recipientAccountId: string;
}
