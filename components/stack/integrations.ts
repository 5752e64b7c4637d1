import * as pulumi from "@pulumi/pulumi";
import type { JsonObject } from "../../functions/mapping/values/json";
import { stackDashboard } from "../alarms/dashboard";
import { stackPrefix } from "../aws/location";
import { customChannelKey, integrationNames } from "../aws/names";
import { mapSample } from "../configuration/problems/integrationProblems";
import type { IntegrationConfiguration, StackConfiguration, StoreReference } from "../configuration/stackConfiguration";
import { IntegrationChannel } from "../integration/channel";
import { eventDataStore } from "../integration/eventDataStore";
import { rawLogPolicy } from "../integration/eventLogGroups";
import type { EventBridgeSettings, ResolvedSettings } from "../integration/integrationSettings";
import { integrationType, PartnerAuditIntegration } from "../integration/partnerAuditIntegration";
import type {
  ChannelArguments,
  PartnerAuditIntegrationArgs,
  PartnerAuditIntegrationOutputs,
} from "../integration/partnerAuditIntegrationArgs";
import { sinksOf, usesBucket, usesLake } from "../integration/sinks";
import type { LakeBucket } from "../lake/lakeBucket";
import type { LakeStorage } from "../lake/lakeStorage";

/** The outputs of each integration, by its key. */
export type IntegrationsOutputs = Readonly<Record<string, PartnerAuditIntegrationOutputs>>;

/** Provisions the resources that vendors share, then each vendor's integration. */
export function createIntegrations(
  configuration: StackConfiguration,
  alarmTopicArn: pulumi.Input<string> | undefined,
  lake: LakeStorage | undefined,
): IntegrationsOutputs {
  const { integrations, tags, permissionsBoundary, rolePath, awsClient } = configuration;
  const shared = createShared(configuration);
  const created: Record<string, PartnerAuditIntegration> = {};
  const outputs: Record<string, IntegrationsOutputs[string]> = {};
  for (const [key, integration] of channelOwnersFirst(integrations)) {
    const { vendor, settings, sample } = integration;
    const raw = settings.rawLogGroup === undefined ? [] : shared.rawLogPolicy;
    const common = { vendor, awsClient, permissionsBoundary, rolePath, alarmTopicArn, tags };
    const component = new PartnerAuditIntegration(
      key,
      argumentsOf(settings, common, channelArguments(integration, shared, created), lake?.bucket),
      { dependsOn: [...raw] },
    );
    created[key] = component;
    outputs[key] = component.outputs;
    if (sample !== undefined) {
      showSample(key, integration, sample);
    }
  }
  const watched = Object.entries(integrations).flatMap(([key, { settings }]) =>
    settings.delivery === "eventbridge" ? [[key, sinksOf(settings)] as const] : [],
  );
  if (alarmTopicArn !== undefined && watched.length > 0) {
    stackDashboard(Object.fromEntries(watched), {});
  }
  return outputs;
}

/** Returns the arguments of an integration, with its channel and bucket if it has them. */
function argumentsOf(
  settings: ResolvedSettings,
  common: CommonArguments,
  channel: ChannelArguments,
  lakeBucket: LakeBucket | undefined,
): PartnerAuditIntegrationArgs {
  if (settings.delivery !== "eventbridge") {
    return { ...settings, ...common, ...channel };
  }
  const source = sourceOf(settings);
  if (!usesBucket(settings)) {
    return usesLake(settings)
      ? { ...settings, ...source, ...common, ...channel }
      : { ...settings, ...source, ...common };
  }
  if (lakeBucket === undefined) {
    throw new RangeError("An integration has the sink s3, and the stack has no lake");
  }
  return usesLake(settings)
    ? { ...settings, ...source, ...common, ...channel, lakeBucket }
    : { ...settings, ...source, ...common, lakeBucket };
}

/** Returns the source of an integration's events; the configuration has exactly one. */
function sourceOf({ eventSourceName, eventBusName }: EventBridgeSettings) {
  if (eventSourceName !== undefined) {
    return { eventSourceName, eventBusName: undefined };
  }
  if (eventBusName === undefined) {
    throw new RangeError("An integration has neither an event source nor an event bus");
  }
  return { eventBusName, eventSourceName: undefined };
}

type CommonArguments = Pick<
  PartnerAuditIntegrationArgs,
  "vendor" | "awsClient" | "permissionsBoundary" | "rolePath" | "alarmTopicArn" | "tags"
>;

/** Resources that the integrations of a stack share. */
interface Shared {
  readonly eventStores: Readonly<Record<string, pulumi.Output<string>>>;
  /** The channel of Source Custom, if a vendor needs it. */
  readonly customChannel: ChannelArguments;
  /** The policy of the raw log groups, if a vendor has one. */
  readonly rawLogPolicy: readonly pulumi.Resource[];
}

function createShared({ integrations, eventStores, customChannelStores, tags }: StackConfiguration): Shared {
  const arns = Object.fromEntries(
    Object.entries(eventStores).map(([name, settings]) => [
      name,
      // A vendor's own store of this name is the same resource. The alias moves it here, so it stays when the vendor is removed.
      eventDataStore(name, settings, tags, { aliases: [{ parent: pulumi.createUrn(name, integrationType) }] }).arn,
    ]),
  );
  return {
    eventStores: arns,
    customChannel: customChannelStores === undefined ? {} : customChannel(customChannelStores, arns, tags),
    rawLogPolicy: Object.values(integrations).some(({ settings }) => settings.rawLogGroup) ? [rawLogPolicy()] : [],
  };
}

/** Makes the stack's channel of Source Custom and its stores. It belongs to no vendor, so vendors can be added and removed. */
function customChannel(
  stores: readonly StoreReference[],
  eventStores: Shared["eventStores"],
  tags: StackConfiguration["tags"],
): ChannelArguments {
  const eventDataStoreArns = pulumi.all(
    stores.flatMap((store) =>
      store.kind === "own"
        ? [eventDataStore(customChannelKey, store.settings, tags, {}).arn]
        : arnsOf(store, eventStores),
    ),
  );
  const { channelArn } = new IntegrationChannel(
    `${customChannelKey}/channel`,
    { name: integrationNames(customChannelKey, stackPrefix()).channel, source: "Custom", eventDataStoreArns, tags },
    {},
  );
  return { channelArn, eventDataStoreArns };
}

/** Resolves the configuration's references to the resources made so far. */
function channelArguments(
  { channel }: IntegrationConfiguration,
  { customChannel, eventStores }: Shared,
  created: Readonly<Record<string, PartnerAuditIntegration>>,
): ChannelArguments {
  switch (channel.kind) {
    case "none":
      return {};
    case "custom":
      return customChannel;
    case "existing":
      return { channelArn: channel.arn };
    case "shared": {
      const owner = created[channel.integration];
      return {
        channelArn: owner?.channelArn,
        eventDataStoreArns: owner?.eventDataStoreArn?.apply((arn) => (arn === undefined ? [] : [arn])),
      };
    }
    case "own": {
      const own = channel.stores.find((store) => store.kind === "own");
      return own === undefined
        ? { eventDataStoreArns: pulumi.all(channel.stores.flatMap((store) => arnsOf(store, eventStores))) }
        : { eventDataStore: own.settings };
    }
  }
}

function arnsOf(store: StoreReference, eventStores: Shared["eventStores"]): readonly pulumi.Input<string>[] {
  if (store.kind === "existing") {
    return [store.arn];
  }
  const arn = store.kind === "named" ? eventStores[store.name] : undefined;
  return arn === undefined ? [] : [arn];
}

/** Prints the audit event of a vendor's sample event at a preview. */
function showSample(key: string, { vendor, settings }: IntegrationConfiguration, sample: JsonObject): void {
  const result = mapSample(key, vendor, settings, sample);
  if (result.status === "mapped") {
    const { event, redacted, truncated } = result;
    const notes = [
      ...(redacted.length > 0 ? [`redacted: ${redacted.join(", ")}`] : []),
      ...(truncated.length > 0 ? [`cut: ${truncated.join(", ")}`] : []),
    ];
    const text = JSON.stringify(event, null, 2);
    void pulumi.log.info([`The sample event of ${key} becomes ${text}`, ...notes].join("\n"));
  }
}

/** Orders integrations so that one that shares a channel comes after its owner. */
function channelOwnersFirst(integrations: StackConfiguration["integrations"]): [string, IntegrationConfiguration][] {
  const entries = Object.entries(integrations);
  return [
    ...entries.filter(([, { channel }]) => channel.kind !== "shared"),
    ...entries.filter(([, { channel }]) => channel.kind === "shared"),
  ];
}
