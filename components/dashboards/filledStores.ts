import { customChannelKey } from "../aws/names";
import type { StackConfiguration, StoreReference } from "../configuration/stackConfiguration";
import { usesLake } from "../integration/integrationSettings";

/** An event data store of the stack's own, and who fills it. */
export interface FilledStore {
  /** The key of the integration that it belongs to, or its name under `partner-audit:eventStores`. */
  readonly key: string;
  /** The key of an integration that stores its events there. */
  readonly integration: string;
  /** The vendors' names in the catalogue. */
  readonly vendors: readonly string[];
}

/**
 * The stores that the stack's vendors fill. Of a channel with several stores it is the first, since all of them get the same events. Stores
 * that exist already are left out: a store has one resource policy, and theirs is somebody else's.
 */
export function filledStores(configuration: StackConfiguration): readonly FilledStore[] {
  const stores = new Map<string, FilledStore>();
  for (const [integration, { vendor, settings }] of Object.entries(configuration.integrations)) {
    const key = usesLake(settings) ? storeKey(integration, configuration) : undefined;
    if (key !== undefined) {
      const known = stores.get(key) ?? { key, integration, vendors: [] };
      stores.set(key, { ...known, vendors: [...known.vendors, vendor] });
    }
  }
  return [...stores.values()];
}

function storeKey(integration: string, configuration: StackConfiguration): string | undefined {
  const channel = configuration.integrations[integration]?.channel;
  switch (channel?.kind) {
    case "own":
      return keyOf(channel.stores, integration);
    case "custom":
      return keyOf(configuration.customChannelStores ?? [], customChannelKey);
    case "shared":
      return storeKey(channel.integration, configuration);
    default:
      return undefined;
  }
}

function keyOf([first]: readonly StoreReference[], owner: string): string | undefined {
  return first?.kind === "own" ? owner : first?.kind === "named" ? first.name : undefined;
}
