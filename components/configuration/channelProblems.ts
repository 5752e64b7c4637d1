import { findVendor } from "../../functions/vendors";
import { eventDataStoreLimits } from "../aws/limits";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import { conflict, type Problem, problemIf, repetitions } from "./problem";
import type { ChannelConfiguration, StackConfiguration, StoreReference } from "./stackConfiguration";

type Integrations = StackConfiguration["integrations"];

/** What a Region's channels cannot be: two of one Source, or one with the resource policies of two partners (AWS CloudTrail API Reference, PutResourcePolicy). */
export function channelProblems(integrations: Integrations): Problem[] {
  const sources = repetitions(integrations, ({ vendor, channel }) =>
    channel.kind === "own" ? (findVendor(vendor)?.source ?? vendor) : undefined,
  );
  const policies = repetitions(integrations, ({ channel, settings }, key) =>
    settings.delivery === "direct" ? channelName(channel, key) : undefined,
  );
  return [
    ...sources.map(({ key, owner, identity }) =>
      conflict(
        `partner-audit:vendors.${key}`,
        `would make a second channel of the Source ${identity}, which ${owner} makes already, and a Region takes one a Source; share it: pulumi config set --path partner-audit:vendors.${key}.channel ${owner}`,
      ),
    ),
    ...policies.map(({ key, owner }) =>
      conflict(
        `partner-audit:vendors.${key}`,
        `would write a second resource policy for the channel that ${owner} has one for, and a channel takes one; deliver it in a stack of another Region or account`,
      ),
    ),
  ];
}

/** A name for an integration's channel, the same for those that share it. */
function channelName(channel: ChannelConfiguration, key: string): string {
  switch (channel.kind) {
    case "existing":
      return channel.arn;
    case "shared":
      return channel.integration;
    default:
      return channel.kind === "own" ? key : channel.kind;
  }
}

/** What a Region holds of stores and channels. */
export function quotaProblems(
  integrations: Integrations,
  customChannelStores: readonly StoreReference[] | undefined,
  eventStores: Readonly<Record<string, EventDataStoreSettings>>,
): Problem[] {
  const owned = Object.values(integrations).flatMap(({ channel }) => (channel.kind === "own" ? [channel.stores] : []));
  const channels = customChannelStores === undefined ? owned : [...owned, customChannelStores];
  const own = channels.flat().filter(({ kind }) => kind === "own");
  const stores = own.length + Object.keys(eventStores).length;
  return [
    ...problemIf(
      stores > eventDataStoreLimits.perRegion,
      conflict(
        "partner-audit:vendors",
        `asks for ${stores} event data stores, and a Region takes ${eventDataStoreLimits.perRegion}; let vendors share one under partner-audit:eventStores (eventStore: NAME)`,
      ),
    ),
    ...problemIf(
      channels.length > eventDataStoreLimits.channelsPerRegion,
      conflict(
        "partner-audit:vendors",
        `asks for ${channels.length} channels, and a Region takes ${eventDataStoreLimits.channelsPerRegion}; let vendors of one Source share one (channel: KEY)`,
      ),
    ),
  ];
}
