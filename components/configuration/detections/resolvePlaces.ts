import type * as pulumi from "@pulumi/pulumi";
import { type NamedPlace, namedPlace } from "../../detections/scans/scanPlan";
import { sinksOf, usesBucket, usesLake } from "../../integration/sinks";
import { conflict, type Problem } from "../problem";
import { storesBehind } from "../resolveStores";
import type { StackConfiguration, StoreReference } from "../stackConfiguration";

type Stores = Pick<StackConfiguration, "integrations" | "eventStores" | "customChannelStores" | "lake">;

/**
 * Returns the store in which detections read an integration's events: its event data store, else the table in S3, else its log group. Undefined, with a
 * problem, if the store is unknown.
 */
export function scannedPlace(
  path: string,
  key: string,
  configuration: Stores,
  problems: Problem[],
): NamedPlace | undefined {
  const { integrations, lake } = configuration;
  const settings = integrations[key]?.settings;
  if (settings === undefined) {
    return undefined;
  }
  if (settings.delivery !== "eventbridge") {
    const message = `the events of ${key} are written by the vendor itself (delivery: ${settings.delivery}), in a form that rules do not support; leave ${key} out of integrations`;
    problems.push(conflict(path, message));
    return undefined;
  }
  const store = usesLake(settings) ? lakePlace(key, configuration) : undefined;
  if (store !== undefined) {
    return store;
  }
  if (usesBucket(settings)) {
    const keyArn = lake?.bucket === undefined ? lake?.kmsKeyArn : lake.bucket.keyArn;
    return namedPlace({ kind: "s3", keyArn }, key);
  }
  if (sinksOf(settings).includes("cloudwatch-logs")) {
    return namedPlace({ kind: "logs", integration: key }, key);
  }
  const message = `the stack does not know where the events of ${key} are stored, since their channel is another stack's; leave ${key} out of integrations, or look for them in that stack`;
  problems.push(conflict(path, message));
  return undefined;
}

/** Returns the integration's own store or the first of its channel. All stores of a channel have the same events. */
function lakePlace(key: string, configuration: Stores): NamedPlace | undefined {
  const behind = storesBehind(key, configuration);
  const store = behind?.stores.find(({ kind }) => kind === "own") ?? behind?.stores[0];
  if (behind === undefined || store === undefined) {
    return undefined;
  }
  const keyArn = store.kind === "named" ? configuration.eventStores[store.name]?.kmsKeyArn : keyArnOf(store);
  return namedPlace({ kind: "lake", integration: key, keyArn }, storeName(store, behind.owner));
}

function keyArnOf(store: Exclude<StoreReference, { readonly kind: "named" }>): pulumi.Input<string> | undefined {
  return store.kind === "own" ? store.settings.kmsKeyArn : store.kmsKeyArn;
}

function storeName(store: StoreReference, owner: string): string {
  switch (store.kind) {
    case "own":
      return `vendors.${owner}`;
    case "named":
      return `eventStores.${store.name}`;
    case "existing":
      return `eventStore.${store.arn.split("/").at(-1)}`;
  }
}
