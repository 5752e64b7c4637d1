import type { EventDataStoreSettings, IntegrationSettings } from "../integrationSettings";

/** The configuration of a stack, checked and with every reference resolved: the components need to look nothing up. */
export interface StackConfiguration {
  readonly integrations: Readonly<Record<string, IntegrationConfiguration>>;
  /** Stores that the stack makes under `partner-audit:eventStores`, whether a vendor uses them or not. */
  readonly eventStores: Readonly<Record<string, EventDataStoreSettings>>;
  /** The id of the account's own AWS event data store, for queries that join both. */
  readonly awsEventStore?: string;
  /** A permissions boundary for every role. */
  readonly permissionsBoundary?: string;
  /** The path of every role. */
  readonly rolePath?: string;
  /** Tags on every resource. */
  readonly tags: Readonly<Record<string, string>>;
}

/** One integration, resolved. */
export interface IntegrationConfiguration {
  /** The vendor's name in the catalogue. */
  readonly vendor: string;
  readonly settings: IntegrationSettings;
  readonly channel: ChannelConfiguration;
}

/** Which channel an integration delivers to: its own, another integration's, or one that exists already. */
export type ChannelConfiguration =
  | { readonly kind: "own"; readonly stores: readonly StoreReference[] }
  | { readonly kind: "shared"; readonly integration: string }
  | { readonly kind: "existing"; readonly arn: string };

/** Where a channel delivers: a store of the integration's own, one under `eventStores`, or one that exists already. */
export type StoreReference =
  | { readonly kind: "own"; readonly settings: EventDataStoreSettings }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "existing"; readonly arn: string };
