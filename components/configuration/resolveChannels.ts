import { findVendor, vendorNames } from "../../functions/vendors";
import type { ResolvedSettings } from "../integration/integrationSettings";
import { usesLake } from "../integration/sinks";
import { conflict, keysWithoutEffect, malformedArn, type Problem, problemIf, unknownName } from "./problem";
import { reservedKeyProblems } from "./problems/nameProblems";
import { channelProblems, quotaProblems } from "./problems/stackProblems";
import { ownedStores, resolveCustomChannel, resolveStores, storeKeys } from "./resolveStores";
import { channelArn, type EventStoreConfiguration, type VendorConfiguration } from "./schema";
import type { ChannelConfiguration, IntegrationConfiguration, StackConfiguration } from "./stackConfiguration";

type Vendors = Readonly<Record<string, VendorConfiguration>>;
type EventStores = Readonly<Record<string, EventStoreConfiguration>>;
type Resolved = Pick<StackConfiguration, "integrations" | "eventStores" | "customChannelStores">;

/**
 * Decides the channel and the stores of each integration. A Region takes one channel per Source (AWS CloudTrail User Guide, "Create an
 * integration with an event source outside of AWS"), so vendors of one Source share one; those of Source Custom share the stack's.
 * @param vendorKeys every key under `vendors`, refused entries included: a reference to one of these is no problem of its own
 */
export function resolveChannels(
  vendors: Vendors,
  eventStores: EventStores,
  vendorKeys: readonly string[],
  problems: Problem[],
): Resolved {
  const integrations: Record<string, IntegrationConfiguration> = {};
  for (const [key, vendor] of Object.entries(vendors)) {
    const name = vendor.vendor ?? key;
    if (findVendor(name) === undefined) {
      problems.push(unknownVendor(key, vendor));
      continue;
    }
    integrations[key] = {
      vendor: name,
      settings: settingsOf(vendor),
      channel: resolveChannel(key, vendor, { vendors, eventStores, vendorKeys, problems }),
      ...(vendor.sample && { sample: vendor.sample }),
    };
  }
  const stores = resolveCustomChannel(vendors, integrations, eventStores, problems);
  const owned = ownedStores(eventStores);
  problems.push(...channelProblems(integrations), ...quotaProblems(integrations, stores, owned));
  return { integrations, eventStores: owned, ...(stores && { customChannelStores: stores }) };
}

interface References {
  readonly vendors: Vendors;
  readonly eventStores: EventStores;
  readonly vendorKeys: readonly string[];
  readonly problems: Problem[];
}

function resolveChannel(key: string, vendor: VendorConfiguration, references: References): ChannelConfiguration {
  const path = `partner-audit:vendors.${key}`;
  if (!usesLake(vendor)) {
    return { kind: "none" };
  }
  if (vendor.channel !== undefined) {
    return givenChannel(key, vendor, vendor.channel, references);
  }
  if (findVendor(vendor.vendor ?? key)?.source === "Custom") {
    return { kind: "custom" };
  }
  references.problems.push(...reservedKeyProblems(path, key));
  return { kind: "own", stores: resolveStores(path, key, vendor, references.eventStores, references.problems) };
}

function givenChannel(
  key: string,
  vendor: VendorConfiguration,
  channel: string,
  references: References,
): ChannelConfiguration {
  const path = `partner-audit:vendors.${key}`;
  const { problems } = references;
  const reason = "the channel's own stores receive the events";
  problems.push(...keysWithoutEffect(path, vendor, ["eventStore", ...storeKeys], reason));
  if (channel.startsWith("arn:")) {
    if (!channelArn.safeParse(channel).success) {
      problems.push(malformedArn(`${path}.channel`, channel, "channel/ID"));
    }
    return { kind: "existing", arn: channel };
  }
  problems.push(...sharedChannelProblems(key, vendor, channel, references));
  const custom = findVendor(vendor.vendor ?? key)?.source === "Custom";
  return custom ? { kind: "custom" } : { kind: "shared", integration: channel };
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

/** Returns the settings of an entry that belong to the integration itself. */
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
