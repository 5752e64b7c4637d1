import { findVendor } from "../../functions/vendors";
import { eventDataStoreLimits } from "../aws/limits";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import { conflict, type Problem, problemIf } from "./problem";
import type { StackConfiguration, StoreReference } from "./stackConfiguration";

type Integrations = StackConfiguration["integrations"];

/** What a Region's channels cannot be: two of one Source, or one that two partners may call. */
export function channelProblems(integrations: Integrations): Problem[] {
  return [...sourceProblems(integrations), ...policyProblems(integrations)];
}

/** Two channels of one Source cannot stand in a Region: names both integrations and the way out. */
function sourceProblems(integrations: Integrations): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(integrations).flatMap(([key, { vendor, channel }]) => {
    const source = findVendor(vendor)?.source ?? vendor;
    const owner = owners.get(source);
    if (channel.kind !== "own" || owner === undefined) {
      if (channel.kind === "own") {
        owners.set(source, key);
      }
      return [];
    }
    return [
      conflict(
        `partner-audit:vendors.${key}`,
        `would make a second channel of the Source ${source}, which ${owner} makes already, and a Region takes one a Source; share it: pulumi config set --path partner-audit:vendors.${key}.channel ${owner}`,
      ),
    ];
  });
}

/** A channel has one resource policy (AWS CloudTrail API Reference, PutResourcePolicy), and each direct integration writes one. */
function policyProblems(integrations: Integrations): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(integrations).flatMap(([key, { channel, settings }]) => {
    if (settings.delivery !== "direct") {
      return [];
    }
    const name =
      channel.kind === "existing"
        ? channel.arn
        : channel.kind === "shared"
          ? channel.integration
          : channel.kind === "own"
            ? key
            : channel.kind;
    const owner = owners.get(name);
    owners.set(name, owner ?? key);
    return problemIf(
      owner !== undefined,
      conflict(
        `partner-audit:vendors.${key}`,
        `would write a second resource policy for the channel that ${owner} has one for, and a channel takes one; deliver it in a stack of another Region or account`,
      ),
    );
  });
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
  const problems: Problem[] = [];
  if (stores > eventDataStoreLimits.perRegion) {
    problems.push(
      conflict(
        "partner-audit:vendors",
        `asks for ${stores} event data stores, and a Region takes ${eventDataStoreLimits.perRegion}; let vendors share one under partner-audit:eventStores (eventStore: NAME)`,
      ),
    );
  }
  if (channels.length > eventDataStoreLimits.channelsPerRegion) {
    problems.push(
      conflict(
        "partner-audit:vendors",
        `asks for ${channels.length} channels, and a Region takes ${eventDataStoreLimits.channelsPerRegion}; let vendors of one Source share one (channel: KEY)`,
      ),
    );
  }
  return problems;
}
