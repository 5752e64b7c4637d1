import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import { keysWithoutEffect, malformedArn, type Problem, unknownName } from "./problem";
import { type EventStoreConfiguration, eventDataStoreArn, type VendorConfiguration } from "./schema";
import type { StoreReference } from "./stackConfiguration";

/** The keys of an entry that are about a store of its own. */
export const storeKeys = ["retentionDays", "billingMode", "kmsKeyArn", "terminationProtection"] as const;

type EventStores = Readonly<Record<string, EventStoreConfiguration>>;

/**
 * The stores behind a vendor's own channel: those that it names, the one under `eventStores` of its key, or one of its own.
 * @param problems takes what is wrong
 */
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

/** The stores of the given names and ARNs. */
export function namedStores(
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

/** The stores under `eventStores` that this stack makes. */
export function ownedStores(eventStores: EventStores): Record<string, EventDataStoreSettings> {
  return Object.fromEntries(
    Object.entries(eventStores).flatMap(([name, store]) =>
      "arn" in store ? [] : [[name, store] satisfies [string, EventDataStoreSettings]],
    ),
  );
}
