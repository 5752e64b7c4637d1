import { customChannelKey } from "../aws/names";
import { conflict, type Problem } from "./problem";
import { namedStores, storeKeys } from "./resolveStores";
import type { EventStoreConfiguration, VendorConfiguration } from "./schema";
import type { IntegrationConfiguration, StoreReference } from "./stackConfiguration";

/**
 * The stores behind the stack's channel of Source Custom. A channel delivers every event to all its stores, so the vendors that
 * share it share these too: those that one of them names, or the one named `custom`, which need not stand under `eventStores`.
 * @param problems takes what is wrong
 * @returns undefined where no integration needs the channel
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
        `has no effect here, since vendors of Source Custom share one store; say it of that store: pulumi config set --path partner-audit:eventStores.${customChannelKey}.${name} ${vendor?.[name]}`,
      ),
    );
}
