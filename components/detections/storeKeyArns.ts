import type { StackConfiguration } from "../configuration/stackConfiguration";
import { storesBehind } from "../configuration/storesBehind";

/** The customer managed keys of the event data stores that a stack's detections query, as far as the configuration names them. */
export function storeKeyArns(configuration: StackConfiguration): readonly string[] {
  const queried = Object.values(configuration.detections).flatMap(({ stores }) =>
    Object.entries(stores).flatMap(([integration, kind]) => (kind === "lake" ? [integration] : [])),
  );
  return [...new Set(queried.flatMap((key) => keyArnOf(key, configuration) ?? []))].sort();
}

/** The key of the store that is queried: every store of a channel has the same events, so it is the integration's own or the first. */
function keyArnOf(integration: string, configuration: StackConfiguration): string | undefined {
  const { stores = [] } = storesBehind(integration, configuration) ?? {};
  const store = stores.find(({ kind }) => kind === "own") ?? stores[0];
  switch (store?.kind) {
    case "own":
      return store.settings.kmsKeyArn;
    case "existing":
      return store.kmsKeyArn;
    default:
      return store && configuration.eventStores[store.name]?.kmsKeyArn;
  }
}
