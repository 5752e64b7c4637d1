import type { StackConfiguration } from "../configuration/stackConfiguration";
import { type StoresBehind, storesBehind } from "../configuration/storesBehind";

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
  for (const [integration, { vendor }] of Object.entries(configuration.integrations)) {
    const behind = storesBehind(integration, configuration);
    const key = behind && keyOf(behind);
    if (key !== undefined) {
      const known = stores.get(key) ?? { key, integration, vendors: [] };
      stores.set(key, { ...known, vendors: [...known.vendors, vendor] });
    }
  }
  return [...stores.values()];
}

/** The key of the first store; undefined of one that exists already. */
function keyOf({ owner, stores: [first] }: StoresBehind): string | undefined {
  return first?.kind === "own" ? owner : first?.kind === "named" ? first.name : undefined;
}
