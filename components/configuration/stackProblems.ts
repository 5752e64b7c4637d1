import type * as pulumi from "@pulumi/pulumi";
import { findVendor } from "../../functions/vendors";
import { cloudTrailDataRegions, eventDataStoreLimits } from "../aws/limits";
import type { EventDataStoreSettings } from "../integration/eventDataStoreSettings";
import { usesLake } from "../integration/sinks";
import type { LakeConfiguration } from "../lake/lakeSettings";
import { plainText } from "./input";
import { keyRegion } from "./keyArn";
import { conflict, keysWithoutEffect, nearest, notAllowed, type Problem, problemIf, repetitions } from "./problem";
import type { EventStoreConfiguration, VendorConfiguration } from "./schema";
import type { ChannelConfiguration, StackConfiguration, StoreReference } from "./stackConfiguration";
import type { AlarmConfiguration, DashboardsConfiguration, FindingsConfiguration } from "./stackSchema";

type Vendors = Readonly<Record<string, VendorConfiguration>>;

/** A partner event source has one event bus, so only one integration can make it. */
export function sharedEventSourceProblems(vendors: Vendors): Problem[] {
  return repetitions(vendors, ({ eventSourceName }) => plainText(eventSourceName)).map(({ key, owner, identity }) =>
    conflict(
      `partner-audit:vendors.${key}.eventSourceName`,
      `${JSON.stringify(identity)} is ${owner}'s already, and a partner event source has one event bus; say eventBusName: ${identity} here in its place`,
    ),
  );
}

/** The problem of a Region without an endpoint for audit events, where any vendor's go to CloudTrail Lake. */
export function regionProblems(region: string | undefined, vendors: Vendors): Problem[] {
  const all = Object.values(vendors);
  if (
    region === undefined ||
    cloudTrailDataRegions.includes(region) ||
    (all.length > 0 && !all.some((vendor) => usesLake(vendor)))
  ) {
    return [];
  }
  const near = nearest(region, cloudTrailDataRegions);
  return [
    notAllowed(
      "aws:region",
      region,
      `a Region with an endpoint for PutAuditEvents${near === undefined ? "" : ` (the nearest name is ${near})`}: ${cloudTrailDataRegions.join(", ")}; elsewhere audit events can go to S3 (sink: s3) or CloudWatch Logs (sink: cloudwatch-logs)`,
    ),
  ];
}

/** The problems of dashboards' values with each other. */
export function dashboardsProblems(path: string, dashboards: DashboardsConfiguration | undefined): readonly Problem[] {
  if (dashboards === undefined || dashboards.lake) {
    return [];
  }
  return dashboards.logs
    ? keysWithoutEffect(
        path,
        dashboards,
        ["refreshHours"],
        "only dashboards of CloudTrail Lake are refreshed by a schedule",
      )
    : [conflict(path, "shows nothing, since lake and logs are both false; leave it out")];
}

type Integrations = StackConfiguration["integrations"];

/** What a Region's channels cannot be: two of one Source, or one with the resource policies of two partners (AWS CloudTrail API Reference, PutResourcePolicy). */
export function channelProblems(integrations: Integrations): Problem[] {
  const sources = repetitions(integrations, ({ vendor, channel }) =>
    channel.kind === "own" ? (findVendor(vendor)?.source ?? vendor) : undefined,
  );
  const policies = repetitions(integrations, ({ channel, settings }, key) =>
    settings.delivery === "direct" ? channelName(channel, key) : undefined,
  );
  return [
    ...sources.map(({ key, owner, identity }) =>
      conflict(
        `partner-audit:vendors.${key}`,
        `would make a second channel of the Source ${identity}, which ${owner} makes already, and a Region takes one a Source; share it: pulumi config set --path partner-audit:vendors.${key}.channel ${owner}`,
      ),
    ),
    ...policies.map(({ key, owner }) =>
      conflict(
        `partner-audit:vendors.${key}`,
        `would write a second resource policy for the channel that ${owner} has one for, and a channel takes one; deliver it in a stack of another Region or account`,
      ),
    ),
  ];
}

/** A name for an integration's channel, the same for those that share it. */
function channelName(channel: ChannelConfiguration, key: string): string {
  switch (channel.kind) {
    case "existing":
      return channel.arn;
    case "shared":
      return channel.integration;
    default:
      return channel.kind === "own" ? key : channel.kind;
  }
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
  return [
    ...problemIf(
      stores > eventDataStoreLimits.perRegion,
      conflict(
        "partner-audit:vendors",
        `asks for ${stores} event data stores, and a Region takes ${eventDataStoreLimits.perRegion}; let vendors share one under partner-audit:eventStores (eventStore: NAME)`,
      ),
    ),
    ...problemIf(
      channels.length > eventDataStoreLimits.channelsPerRegion,
      conflict(
        "partner-audit:vendors",
        `asks for ${channels.length} channels, and a Region takes ${eventDataStoreLimits.channelsPerRegion}; let vendors of one Source share one (channel: KEY)`,
      ),
    ),
  ];
}

/** The parts of a stack's configuration that name keys. */
interface KeySettings {
  readonly vendors: Readonly<Record<string, VendorConfiguration>>;
  readonly eventStores: Readonly<Record<string, EventStoreConfiguration>>;
  readonly alarms?: AlarmConfiguration | undefined;
  readonly findings?: FindingsConfiguration | undefined;
  readonly lake?: LakeConfiguration | undefined;
}

/** Each service takes a key of its own Region alone: reports the keys of other Regions, where the stack's is known. */
export function keyRegionProblems(region: string | undefined, settings: KeySettings): readonly Problem[] {
  return namedKeys(settings).flatMap(([path, arn]) =>
    region === undefined || keyRegion(arn) === region
      ? []
      : [notAllowed(`partner-audit:${path}`, arn, `a key of the stack's Region, ${region}`)],
  );
}

/** Reports topic settings of which one leaves the other without effect. */
export function topicKeyProblems({ alarms = {}, findings = {} }: Pick<KeySettings, "alarms" | "findings">): Problem[] {
  const given = "the topic of topicArn is not this stack's to change";
  const both = "kmsKeyArn names the key";
  return [
    ...(alarms.topicArn === undefined
      ? []
      : keysWithoutEffect("partner-audit:alarms", alarms, ["kmsKeyArn", "encrypt"], given)),
    ...(findings.topicArn === undefined
      ? []
      : keysWithoutEffect("partner-audit:findings", findings, ["encrypt"], given)),
    ...[
      { path: "partner-audit:alarms", topic: alarms },
      { path: "partner-audit:findings", topic: findings },
    ].flatMap(({ path, topic }) =>
      topic.topicArn === undefined && topic.kmsKeyArn !== undefined
        ? keysWithoutEffect(path, topic, ["encrypt"], both)
        : [],
    ),
  ];
}

function namedKeys({
  vendors,
  eventStores,
  alarms,
  findings,
  lake,
}: KeySettings): readonly (readonly [string, string])[] {
  const named: readonly (readonly [path: string, arn: pulumi.Input<string> | undefined])[] = [
    ...Object.entries(vendors).flatMap(([key, { kmsKeyArn, encryptionKeys = {}, privacy = {} }]) => [
      [`vendors.${key}.kmsKeyArn`, kmsKeyArn] as const,
      ...Object.entries(encryptionKeys).map(([of, arn]) => [`vendors.${key}.encryptionKeys.${of}`, arn] as const),
      [`vendors.${key}.privacy.saltKeyArn`, privacy.saltKeyArn] as const,
    ]),
    ...Object.entries(eventStores).map(
      ([name, { kmsKeyArn }]) => [`eventStores.${name}.kmsKeyArn`, kmsKeyArn] as const,
    ),
    ["alarms.kmsKeyArn", alarms?.kmsKeyArn],
    ["findings.kmsKeyArn", findings?.kmsKeyArn],
    ["lake.kmsKeyArn", lake?.kmsKeyArn],
    ["lake.bucket.keyArn", lake?.bucket?.keyArn],
  ];
  return named.flatMap(([path, given]) => {
    const arn = plainText(given);
    return arn === undefined ? [] : [[path, arn] as const];
  });
}
