import { vendors as catalogue, findVendor } from "../../functions/vendors";
import type { EventDataStoreSettings, IntegrationSettings } from "../integrationSettings";
import { eventDataStoreLimits } from "../limits";
import { type Problem, unknownName } from "./problem";
import { channelArn, type EventStoreConfiguration, eventDataStoreArn, type VendorConfiguration } from "./schema";
import type {
  ChannelConfiguration,
  IntegrationConfiguration,
  StackConfiguration,
  StoreReference,
} from "./stackConfiguration";

type Vendors = Readonly<Record<string, VendorConfiguration>>;
type EventStores = Readonly<Record<string, EventStoreConfiguration>>;
type Resolved = Pick<StackConfiguration, "integrations" | "eventStores"> & { readonly problems: readonly Problem[] };

/**
 * Decides which channel and which stores each integration has. A Region takes one channel a Source (AWS CloudTrail User Guide,
 * "Create an integration with an event source outside of AWS"), so two vendors of one Source must share.
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
    integrations[key] = { vendor: name, settings: integrationSettings(vendor), channel: result.channel };
  }
  problems.push(
    ...sourceProblems(integrations),
    ...storeProblems(eventStores),
    ...quotaProblems(integrations, eventStores),
  );
  return { integrations, eventStores: ownedStores(eventStores), problems };
}

interface References {
  readonly vendors: Vendors;
  readonly eventStores: EventStores;
  readonly vendorKeys: readonly string[];
}

function resolveChannel(
  key: string,
  vendor: VendorConfiguration,
  references: References,
): { readonly channel: ChannelConfiguration; readonly problems: readonly Problem[] } {
  const path = `partner-audit:vendors.${key}`;
  if (vendor.channel === undefined) {
    const { stores, problems } = resolveStores(path, key, vendor, references.eventStores);
    return { channel: { kind: "own", stores }, problems };
  }
  const problems = withoutEffect(
    path,
    vendor,
    ["eventStore", ...storeKeys],
    "the channel's own stores receive the events",
  );
  if (vendor.channel.startsWith("arn:")) {
    const valid = channelArn.safeParse(vendor.channel).success;
    return {
      channel: { kind: "existing", arn: vendor.channel },
      problems: valid ? problems : [...problems, malformedArn(`${path}.channel`, vendor.channel, "channel/ID")],
    };
  }
  return {
    channel: { kind: "shared", integration: vendor.channel },
    problems: [...problems, ...sharedChannelProblems(key, vendor, references)],
  };
}

function sharedChannelProblems(
  key: string,
  vendor: VendorConfiguration,
  { vendors, vendorKeys }: References,
): Problem[] {
  const path = `partner-audit:vendors.${key}.channel`;
  const shared = vendor.channel ?? "";
  const others = vendorKeys.filter((other) => other !== key);
  if (!others.includes(shared)) {
    return [unknownName(path, "vendor's key", shared, others)];
  }
  const owner = vendors[shared];
  if (owner === undefined) {
    return [];
  }
  if (owner.channel !== undefined) {
    return [
      {
        path,
        message: `${shared} has no channel of its own to share; name ${JSON.stringify(owner.channel)} here, as it does`,
      },
    ];
  }
  const [source, ownerSource] = [findVendor(vendor.vendor ?? key)?.source, findVendor(owner.vendor ?? shared)?.source];
  return source === ownerSource
    ? []
    : [
        {
          path,
          message: `${shared}'s channel has the Source ${ownerSource}, and ${key} needs ${source}; leave channel out`,
        },
      ];
}

function resolveStores(
  path: string,
  key: string,
  vendor: VendorConfiguration,
  eventStores: EventStores,
): { readonly stores: readonly StoreReference[]; readonly problems: readonly Problem[] } {
  const implicit = Object.hasOwn(eventStores, key) ? key : undefined;
  const names = vendor.eventStore === undefined ? (implicit ?? []) : vendor.eventStore;
  const listed = typeof names === "string" ? [names] : names;
  if (listed.length === 0) {
    return { stores: [{ kind: "own", settings: eventDataStoreSettings(vendor) }], problems: [] };
  }
  const problems = withoutEffect(path, vendor, storeKeys, "they belong to the entry under partner-audit:eventStores");
  const stores = listed.map((name): StoreReference => {
    if (name.startsWith("arn:")) {
      if (!eventDataStoreArn.safeParse(name).success) {
        problems.push(malformedArn(`${path}.eventStore`, name, "eventdatastore/ID"));
      }
      return { kind: "existing", arn: name };
    }
    const store = Object.hasOwn(eventStores, name) ? eventStores[name] : undefined;
    if (store === undefined) {
      problems.push(unknownName(`${path}.eventStore`, "event store", name, Object.keys(eventStores)));
    }
    return store !== undefined && "arn" in store ? { kind: "existing", arn: store.arn } : { kind: "named", name };
  });
  return { stores, problems };
}

/** Two channels of one Source cannot stand in a Region: names both integrations and the way out. */
function sourceProblems(integrations: StackConfiguration["integrations"]): Problem[] {
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
      {
        path: `partner-audit:vendors.${key}`,
        message: `would make a second channel of the Source ${source}, which ${owner} makes already, and a Region takes one a Source; share it: pulumi config set --path partner-audit:vendors.${key}.channel ${owner}`,
      },
    ];
  });
}

function storeProblems(eventStores: EventStores): Problem[] {
  return Object.entries(eventStores).flatMap(([name, store]) =>
    "arn" in store
      ? withoutEffect(
          `partner-audit:eventStores.${name}`,
          store,
          storeKeys,
          "the store of that ARN is not this stack's to change",
        )
      : [],
  );
}

function quotaProblems(integrations: StackConfiguration["integrations"], eventStores: EventStores): Problem[] {
  const channels = Object.values(integrations).flatMap(({ channel }) => (channel.kind === "own" ? [channel] : []));
  const own = channels.flatMap(({ stores }) => stores.filter(({ kind }) => kind === "own"));
  const stores = own.length + Object.keys(ownedStores(eventStores)).length;
  const problems: Problem[] = [];
  if (stores > eventDataStoreLimits.perRegion) {
    problems.push({
      path: "partner-audit:vendors",
      message: `asks for ${stores} event data stores, and a Region takes ${eventDataStoreLimits.perRegion}; let vendors share one under partner-audit:eventStores (eventStore: NAME)`,
    });
  }
  if (channels.length > eventDataStoreLimits.channelsPerRegion) {
    problems.push({
      path: "partner-audit:vendors",
      message: `asks for ${channels.length} channels, and a Region takes ${eventDataStoreLimits.channelsPerRegion}; let vendors of one Source share one (channel: KEY)`,
    });
  }
  return problems;
}

const storeKeys = ["retentionDays", "billingMode", "kmsKeyArn", "terminationProtection"] as const;

/** A value that would be passed over in silence is a mistake that nobody sees. */
function withoutEffect(path: string, entry: object, keys: readonly string[], reason: string): Problem[] {
  return keys
    .filter((key) => key in entry)
    .map((key) => ({ path: `${path}.${key}`, message: `has no effect here, since ${reason}; leave it out` }));
}

function malformedArn(path: string, value: string, form: string): Problem {
  return {
    path,
    message: `${JSON.stringify(value)} is malformed; it must be arn:aws:cloudtrail:REGION:ACCOUNT:${form}`,
  };
}

function unknownVendor(key: string, vendor: VendorConfiguration): Problem {
  const path = `partner-audit:vendors.${key}${vendor.vendor === undefined ? "" : ".vendor"}`;
  return unknownName(path, "vendor", vendor.vendor ?? key, Object.keys(catalogue));
}

function ownedStores(eventStores: EventStores): Record<string, EventDataStoreSettings> {
  return Object.fromEntries(
    Object.entries(eventStores).flatMap(([name, store]) =>
      "arn" in store ? [] : [[name, store] satisfies [string, EventDataStoreSettings]],
    ),
  );
}

function eventDataStoreSettings({
  retentionDays,
  billingMode,
  kmsKeyArn,
  terminationProtection,
}: VendorConfiguration): EventDataStoreSettings {
  return { retentionDays, billingMode, kmsKeyArn, terminationProtection };
}

function integrationSettings(vendor: VendorConfiguration): IntegrationSettings {
  const notSettings: readonly string[] = ["vendor", "eventStore", "channel", ...storeKeys];
  return Object.fromEntries(Object.entries(vendor).filter(([key]) => !notSettings.includes(key)));
}
