import { customChannelKey } from "../aws/names";
import type { StackConfiguration, StoreReference } from "./stackConfiguration";

/** The stores that a channel of the stack delivers to, and the key that a store of its own is named by. */
export interface StoresBehind {
  readonly owner: string;
  readonly stores: readonly StoreReference[];
}

/** The stores behind an integration's channel; undefined where it has none, or a channel of which this stack knows the ARN alone. */
export function storesBehind(
  key: string,
  configuration: Pick<StackConfiguration, "integrations" | "customChannelStores">,
): StoresBehind | undefined {
  const channel = configuration.integrations[key]?.channel;
  switch (channel?.kind) {
    case "own":
      return { owner: key, stores: channel.stores };
    case "custom":
      return { owner: customChannelKey, stores: configuration.customChannelStores ?? [] };
    case "shared":
      return storesBehind(channel.integration, configuration);
    default:
      return undefined;
  }
}
