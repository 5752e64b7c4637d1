import type { StackConfiguration, StoreReference } from "../configuration/stackConfiguration";

/** The customer managed keys of the event data stores that a stack's detections query, as far as the configuration names them. */
export function storeKeyArns(configuration: StackConfiguration): readonly string[] {
  const { detections, integrations, eventStores } = configuration;
  const queried = Object.values(detections).flatMap(({ stores }) =>
    Object.entries(stores).flatMap(([integration, kind]) => (kind === "lake" ? [integration] : [])),
  );
  const arns = queried.flatMap((key) => {
    const store = queriedStore(storesOf(integrations, key, configuration.customChannelStores));
    return (store?.kind === "named" ? eventStores[store.name]?.kmsKeyArn : keyOf(store)) ?? [];
  });
  return [...new Set(arns)].sort();
}

/** The stores behind an integration's channel. */
function storesOf(
  integrations: StackConfiguration["integrations"],
  key: string,
  customChannelStores: readonly StoreReference[] = [],
): readonly StoreReference[] {
  const channel = integrations[key]?.channel;
  switch (channel?.kind) {
    case "own":
      return channel.stores;
    case "custom":
      return customChannelStores;
    case "shared":
      return storesOf(integrations, channel.integration, customChannelStores);
    default:
      return [];
  }
}

/** Every store of a channel has the same events; the first is queried, or the integration's own. */
function queriedStore(stores: readonly StoreReference[]): StoreReference | undefined {
  return stores.find(({ kind }) => kind === "own") ?? stores[0];
}

function keyOf(store: StoreReference | undefined): string | undefined {
  switch (store?.kind) {
    case "own":
      return store.settings.kmsKeyArn;
    case "existing":
      return store.kmsKeyArn;
    default:
      return undefined;
  }
}
