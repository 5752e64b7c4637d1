import { findVendor, vendorNames } from "../../functions/vendors";
import { type ResolvedSettings, usesLake } from "../integration/integrationSettings";
import { channelProblems, quotaProblems } from "./channelProblems";
import { resolveCustomChannel } from "./customChannel";
import { reservedKeyProblems } from "./nameProblems";
import { conflict, keysWithoutEffect, malformedArn, type Problem, problemIf, unknownName } from "./problem";
import { ownedStores, resolveStores, storeKeys } from "./resolveStores";
import { channelArn, type EventStoreConfiguration, type VendorConfiguration } from "./schema";
import type { ChannelConfiguration, IntegrationConfiguration, StackConfiguration } from "./stackConfiguration";

type Vendors = Readonly<Record<string, VendorConfiguration>>;
type EventStores = Readonly<Record<string, EventStoreConfiguration>>;
type Resolved = Pick<StackConfiguration, "integrations" | "eventStores" | "customChannelStores"> & {
  readonly problems: readonly Problem[];
};

/**
 * Decides which channel and which stores each integration has. A Region takes one channel a Source (AWS CloudTrail User Guide,
 * "Create an integration with an event source outside of AWS"), so two vendors of one Source must share. Those of Source Custom
 * share one of the stack's, which stays while they come and go.
 * @param vendorKeys every key under `vendors`, those of refused entries too: a reference to one of these is no problem of its own
 */
export function resolveChannels(vendors: Vendors, eventStores: EventStores, vendorKeys: readonly string[]): Resolved {
  const problems: Problem[] = [];
  const integrations: Record<string, IntegrationConfiguration> = {};
  for (const [key, vendor] of Object.entries(vendors)) {
    const name = vendor.vendor ?? key;
    if (findVendor(name) === undefined) {
      problems.push(unknownVendor(key, vendor));
      continue;
    }
    const result = resolveChannel(key, vendor, { vendors, eventStores, vendorKeys });
    problems.push(...result.problems);
    integrations[key] = {
      vendor: name,
      settings: settingsOf(vendor),
      channel: result.channel,
      ...(vendor.sample && { sample: vendor.sample }),
    };
  }
  const custom = resolveCustomChannel(vendors, integrations, eventStores);
  problems.push(
    ...custom.problems,
    ...channelProblems(integrations),
    ...quotaProblems(integrations, custom.stores, ownedStores(eventStores)),
  );
  return {
    integrations,
    eventStores: ownedStores(eventStores),
    ...(custom.stores && { customChannelStores: custom.stores }),
    problems,
  };
}

interface References {
  readonly vendors: Vendors;
  readonly eventStores: EventStores;
  readonly vendorKeys: readonly string[];
}

interface ResolvedChannel {
  readonly channel: ChannelConfiguration;
  readonly problems: readonly Problem[];
}

function resolveChannel(key: string, vendor: VendorConfiguration, references: References): ResolvedChannel {
  const path = `partner-audit:vendors.${key}`;
  if (!usesLake(vendor)) {
    return { channel: { kind: "none" }, problems: [] };
  }
  if (vendor.channel !== undefined) {
    return givenChannel(key, vendor, vendor.channel, references);
  }
  if (findVendor(vendor.vendor ?? key)?.source === "Custom") {
    return { channel: { kind: "custom" }, problems: [] };
  }
  const { stores, problems } = resolveStores(path, key, vendor, references.eventStores);
  return { channel: { kind: "own", stores }, problems: [...reservedKeyProblems(path, key), ...problems] };
}

function givenChannel(
  key: string,
  vendor: VendorConfiguration,
  channel: string,
  references: References,
): ResolvedChannel {
  const path = `partner-audit:vendors.${key}`;
  const problems = keysWithoutEffect(
    path,
    vendor,
    ["eventStore", ...storeKeys],
    "the channel's own stores receive the events",
  );
  if (channel.startsWith("arn:")) {
    const valid = channelArn.safeParse(channel).success;
    return {
      channel: { kind: "existing", arn: channel },
      problems: valid ? problems : [...problems, malformedArn(`${path}.channel`, channel, "channel/ID")],
    };
  }
  const custom = findVendor(vendor.vendor ?? key)?.source === "Custom";
  return {
    channel: custom ? { kind: "custom" } : { kind: "shared", integration: channel },
    problems: [...problems, ...sharedChannelProblems(key, vendor, channel, references)],
  };
}

function sharedChannelProblems(
  key: string,
  vendor: VendorConfiguration,
  shared: string,
  { vendors, vendorKeys }: References,
): Problem[] {
  const path = `partner-audit:vendors.${key}.channel`;
  const others = vendorKeys.filter((other) => other !== key);
  if (!others.includes(shared)) {
    return [unknownName(path, "vendor's key", shared, others)];
  }
  const owner = vendors[shared];
  if (owner === undefined) {
    return [];
  }
  if (owner.channel !== undefined || !usesLake(owner)) {
    const instead =
      owner.channel === undefined ? "leave channel out" : `name ${JSON.stringify(owner.channel)} here, as it does`;
    return [conflict(path, `${shared} has no channel of its own to share; ${instead}`)];
  }
  const [source, ownerSource] = [findVendor(vendor.vendor ?? key)?.source, findVendor(owner.vendor ?? shared)?.source];
  return problemIf(
    source !== ownerSource,
    conflict(path, `${shared}'s channel has the Source ${ownerSource}, and ${key} needs ${source}; leave channel out`),
  );
}

/** The settings of an entry that are about the integration itself. */
function settingsOf(entry: VendorConfiguration): ResolvedSettings {
  const {
    vendor,
    sample,
    eventStore,
    channel,
    retentionDays,
    billingMode,
    kmsKeyArn,
    terminationProtection,
    ...settings
  } = entry;
  return settings;
}

function unknownVendor(key: string, vendor: VendorConfiguration): Problem {
  const path = `partner-audit:vendors.${key}${vendor.vendor === undefined ? "" : ".vendor"}`;
  return unknownName(path, "vendor", vendor.vendor ?? key, vendorNames);
}
