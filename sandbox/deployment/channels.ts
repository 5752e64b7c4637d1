import type { EventSourceState } from "../eventBridge/endpoint";
import type { Lake } from "../lake/lake";
import type { StoreKind } from "../lake/schema";
import { type DeclaredResource, documentOf } from "../program/declaredResource";
import type { Secret } from "../secretsManager/endpoint";
import type { ExistingTopic } from "../sns/endpoint";
import type { ExistingBucket } from "./buckets";
import type { Deployment } from "./deployment";

export interface ChannelSettings {
  readonly arn: string;
  readonly destinations: readonly string[];
}

/** Resources of the account that another stack or a user created. */
export interface ExistingResources {
  readonly channels?: readonly ChannelSettings[];
  /** The ARNs of event data stores for integration events. */
  readonly eventDataStores?: readonly string[];
  /** The names of event buses: a partner's bus has the name of its event source. The default bus is in every account. */
  readonly eventBuses?: readonly string[];
  /** The states of partner event sources that are not active. */
  readonly eventSourceStates?: Readonly<Record<string, EventSourceState>>;
  readonly secrets?: readonly Secret[];
  readonly topics?: readonly ExistingTopic[];
  readonly buckets?: readonly ExistingBucket[];
  /** The policies of customer managed keys, by ARN. */
  readonly keyPolicies?: Readonly<Record<string, object>>;
}

/** Creates the declared and the existing event data stores in the lake. Returns their ARNs, with the kind of their events. */
export async function createEventDataStores(
  deployment: Deployment,
  lake: Lake,
  existing: ExistingResources,
): Promise<ReadonlyMap<string, StoreKind>> {
  const stores = new Map<string, StoreKind>();
  const create = async (arn: string, name: string, kind: StoreKind) => {
    stores.set(arn, kind);
    await lake.createStore({ id: storeId(arn), name, kind });
  };
  for (const resource of deployment.ofType("aws:cloudtrail/eventDataStore:EventDataStore")) {
    await create(String(resource.outputs.arn), String(resource.outputs.name ?? resource.name), storeKind(resource));
  }
  for (const arn of existing.eventDataStores ?? []) {
    if (!stores.has(arn)) {
      await create(arn, storeId(arn), "integration");
    }
  }
  return stores;
}

/** The UUID that ends an event data store's ARN. */
export function storeId(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Reads the declared channels, by ARN, and rejects those that CloudTrail rejects. */
export function createChannels(
  deployment: Deployment,
  stores: ReadonlyMap<string, StoreKind>,
  existing: ExistingResources,
): ReadonlyMap<string, ChannelSettings> {
  const channels = new Map((existing.channels ?? []).map((channel) => [channel.arn, channel]));
  const sources = new Map<unknown, DeclaredResource>();
  deployment.forEach("aws:cloudcontrol/resource:Resource", (resource) => {
    if (resource.inputs.typeName !== "AWS::CloudTrail::Channel") {
      return;
    }
    const desired = documentOf(resource.inputs.desiredState);
    const declared = Array.isArray(desired?.Destinations) ? desired.Destinations : [];
    const destinations = declared.map((destination: { readonly Location?: unknown }) => String(destination.Location));
    for (const destination of destinations) {
      refuseDestination(deployment, resource, destination, stores.get(destination));
    }
    const sibling = sources.get(desired?.Source);
    if (sibling !== undefined) {
      deployment.refuse(
        resource,
        `there is a channel of source ${String(desired?.Source)} already, "${sibling.name}"; a source has one channel.`,
      );
    }
    sources.set(desired?.Source, resource);
    const arn = resource.id ?? "";
    channels.set(arn, { arn, destinations });
  });
  return channels;
}

/** Source: "AWS CloudTrail API Reference, CreateChannel, Errors". */
function refuseDestination(
  deployment: Deployment,
  resource: DeclaredResource,
  destination: string,
  kind: StoreKind | undefined,
): void {
  if (kind === undefined) {
    deployment.refuse(resource, `EventDataStoreNotFound: the event data store ${destination} does not exist.`);
  } else if (kind !== "integration") {
    deployment.refuse(
      resource,
      `InvalidEventDataStoreCategory: the event data store ${destination} does not take ActivityAuditLog events.`,
    );
  }
}

/** A store that selects activity of other systems holds integration events; any other store holds AWS's own. */
function storeKind({ inputs }: DeclaredResource): StoreKind {
  const selectors = JSON.stringify(inputs.advancedEventSelectors ?? []);
  return selectors.includes('"ActivityAuditLog"') ? "integration" : "management";
}
