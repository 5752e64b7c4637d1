import type * as pulumi from "@pulumi/pulumi";
import { findVendor } from "../../../functions/vendors";
import { cloudTrailDataRegions, eventDataStoreLimits } from "../../aws/limits";
import type { EventDataStoreSettings } from "../../integration/eventDataStoreSettings";
import { usesLake } from "../../integration/sinks";
import type { LakeConfiguration } from "../../lake/lakeSettings";
import { plainText } from "../input";
import { keyRegion } from "../keyArn";
import { conflict, keysWithoutEffect, nearest, notAllowed, type Problem, problemIf, repetitions } from "../problem";
import type { EventStoreConfiguration, VendorConfiguration } from "../schema";
import type { ChannelConfiguration, StackConfiguration, StoreReference } from "../stackConfiguration";
import type { AlarmConfiguration, DashboardsConfiguration, FindingsConfiguration } from "../stackSchema";

type Vendors = Readonly<Record<string, VendorConfiguration>>;

/** Lists integrations that share an event source: it has one event bus, so only one integration can make it. */
export function sharedEventSourceProblems(vendors: Vendors): Problem[] {
  return repetitions(vendors, ({ eventSourceName }) => plainText(eventSourceName)).map(({ key, owner, identity }) =>
    conflict(
      `partner-audit:vendors.${key}.eventSourceName`,
      `${JSON.stringify(identity)} is already used by ${owner}, and a partner event source has one event bus; set eventBusName: ${identity} instead`,
    ),
  );
}

/** Lists the problem of a Region without an endpoint for audit events, if any vendor's events go to CloudTrail Lake. */
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

/** Lists conflicts between the settings of dashboards. */
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

/** Lists channels that a Region does not allow: two of one Source, or one with the resource policies of two partners (AWS CloudTrail API Reference, PutResourcePolicy). */
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
        `would make a second channel of the Source ${identity}, which ${owner} already makes, and a Region allows one per Source; share it: pulumi config set --path partner-audit:vendors.${key}.channel ${owner}`,
      ),
    ),
    ...policies.map(({ key, owner }) =>
      conflict(
        `partner-audit:vendors.${key}`,
        `would write a second resource policy for the channel of ${owner}, but a channel allows one; deliver it in a stack of another Region or account`,
      ),
    ),
  ];
}

/** Returns an identity of an integration's channel, the same for integrations that share it. */
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

/** Lists exceeded quotas of a Region: its stores and channels. */
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
        `needs ${stores} event data stores, but a Region allows ${eventDataStoreLimits.perRegion}; let vendors share one under partner-audit:eventStores (eventStore: NAME)`,
      ),
    ),
    ...problemIf(
      channels.length > eventDataStoreLimits.channelsPerRegion,
      conflict(
        "partner-audit:vendors",
        `needs ${channels.length} channels, but a Region allows ${eventDataStoreLimits.channelsPerRegion}; let vendors of one Source share one (channel: KEY)`,
      ),
    ),
  ];
}

/** Parts of a stack's configuration that name KMS keys. */
interface KeySettings {
  readonly vendors: Readonly<Record<string, VendorConfiguration>>;
  readonly eventStores: Readonly<Record<string, EventStoreConfiguration>>;
  readonly alarms?: AlarmConfiguration | undefined;
  readonly findings?: FindingsConfiguration | undefined;
  readonly lake?: LakeConfiguration | undefined;
}

/** Lists keys of other Regions, if the stack's Region is known. A service accepts only keys of its own Region. */
export function keyRegionProblems(region: string | undefined, settings: KeySettings): readonly Problem[] {
  return namedKeys(settings).flatMap(([path, arn]) =>
    region === undefined || keyRegion(arn) === region
      ? []
      : [notAllowed(`partner-audit:${path}`, arn, `a key of the stack's Region, ${region}`)],
  );
}

/** Lists topic settings that have no effect because of another one. */
export function topicKeyProblems({ alarms = {}, findings = {} }: Pick<KeySettings, "alarms" | "findings">): Problem[] {
  const given = "this stack does not manage an existing topic";
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
