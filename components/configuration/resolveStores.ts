import { customChannelKey } from "../aws/names";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import { conflict, keysWithoutEffect, malformedArn, type Problem, unknownName } from "./problem";
import { type EventStoreConfiguration, eventDataStoreArn, type VendorConfiguration } from "./schema";
import type { IntegrationConfiguration, StackConfiguration, StoreReference } from "./stackConfiguration";

/** Keys of an entry that apply only to its own store. */
export const storeKeys = ["retentionDays", "billingMode", "kmsKeyArn", "terminationProtection"] as const;

type EventStores = Readonly<Record<string, EventStoreConfiguration>>;

/** Returns the stores of a vendor's own channel: those that it names, the one of its key under `eventStores`, or its own. */
export function resolveStores(
  path: string,
  key: string,
  vendor: VendorConfiguration,
  eventStores: EventStores,
  problems: Problem[],
): readonly StoreReference[] {
  const names = vendor.eventStore ?? (Object.hasOwn(eventStores, key) ? key : undefined);
  if (names === undefined) {
    const { retentionDays, billingMode, kmsKeyArn, terminationProtection } = vendor;
    return [{ kind: "own", settings: { retentionDays, billingMode, kmsKeyArn, terminationProtection } }];
  }
  const reason = "they belong to the entry under partner-audit:eventStores";
  problems.push(...keysWithoutEffect(path, vendor, storeKeys, reason));
  return namedStores(`${path}.eventStore`, names, eventStores, problems);
}

/** Resolves names and ARNs to stores. */
function namedStores(
  path: string,
  names: string | readonly string[],
  eventStores: EventStores,
  problems: Problem[],
): readonly StoreReference[] {
  return [names].flat().map((name): StoreReference => {
    if (name.startsWith("arn:")) {
      if (!eventDataStoreArn.safeParse(name).success) {
        problems.push(malformedArn(path, name, "eventdatastore/ID"));
      }
      return { kind: "existing", arn: name };
    }
    const store = Object.hasOwn(eventStores, name) ? eventStores[name] : undefined;
    if (store === undefined) {
      problems.push(unknownName(path, "event store", name, Object.keys(eventStores)));
    }
    return store !== undefined && "arn" in store ? { kind: "existing", ...store } : { kind: "named", name };
  });
}

/** Returns the stores under `eventStores` that this stack makes. */
export function ownedStores(eventStores: EventStores): Record<string, EventDataStoreSettings> {
  return Object.fromEntries(
    Object.entries(eventStores).flatMap(([name, store]) =>
      "arn" in store ? [] : [[name, store] satisfies [string, EventDataStoreSettings]],
    ),
  );
}

/** Stores to which a channel of the stack delivers, and the key that names the channel's own store. */
export interface StoresBehind {
  readonly owner: string;
  readonly stores: readonly StoreReference[];
}

/** Returns the stores of an integration's channel; undefined if it has no channel, or one of which only the ARN is known. */
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

/**
 * Returns the stores of the stack's channel of Source Custom, which are the same for all vendors that share it: those that one of them names, or the
 * one named `custom`. Undefined if no integration needs the channel.
 */
export function resolveCustomChannel(
  vendors: Readonly<Record<string, VendorConfiguration>>,
  integrations: Readonly<Record<string, IntegrationConfiguration>>,
  eventStores: Readonly<Record<string, EventStoreConfiguration>>,
  problems: Problem[],
): readonly StoreReference[] | undefined {
  const keys = Object.keys(integrations).filter((key) => integrations[key]?.channel.kind === "custom");
  if (keys.length === 0) {
    return undefined;
  }
  problems.push(...keys.flatMap((key) => settingsOfSharedStore(key, vendors[key])));
  const naming = keys.flatMap((key) => {
    const names = vendors[key]?.eventStore;
    return names === undefined ? [] : [{ key, names, sorted: JSON.stringify([names].flat().sort()) }];
  });
  const [first, ...others] = naming;
  if (first === undefined) {
    return Object.hasOwn(eventStores, customChannelKey)
      ? namedStores("", customChannelKey, eventStores, problems)
      : [{ kind: "own", settings: {} }];
  }
  for (const { key } of others.filter(({ sorted }) => sorted !== first.sorted)) {
    problems.push(
      conflict(
        `partner-audit:vendors.${key}.eventStore`,
        `names other stores than ${first.key}, and both deliver through the stack's one channel of Source Custom, which delivers to all its stores; name the same ones in both, or leave eventStore out here`,
      ),
    );
  }
  return namedStores(`partner-audit:vendors.${first.key}.eventStore`, first.names, eventStores, problems);
}

function settingsOfSharedStore(key: string, vendor: VendorConfiguration | undefined): Problem[] {
  return storeKeys
    .filter((name) => vendor?.[name] !== undefined)
    .map((name) =>
      conflict(
        `partner-audit:vendors.${key}.${name}`,
        `has no effect here, since vendors of Source Custom share one store; set it for that store: pulumi config set --path partner-audit:eventStores.${customChannelKey}.${name} ${vendor?.[name]}`,
      ),
    );
}
