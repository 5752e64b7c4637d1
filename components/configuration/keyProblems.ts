import { keyRegion } from "./keyArn";
import { keysWithoutEffect, notAllowed, type Problem } from "./problem";
import type { EventStoreConfiguration, VendorConfiguration } from "./schema";
import type { AlarmConfiguration, FindingsConfiguration } from "./stackSchema";

/** The parts of a stack's configuration that name keys. */
export interface KeySettings {
  readonly vendors: Readonly<Record<string, VendorConfiguration>>;
  readonly eventStores: Readonly<Record<string, EventStoreConfiguration>>;
  readonly alarms?: AlarmConfiguration | undefined;
  readonly findings?: FindingsConfiguration | undefined;
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

function namedKeys({ vendors, eventStores, alarms, findings }: KeySettings): readonly (readonly [string, string])[] {
  const named: readonly (readonly [path: string, arn: string | undefined])[] = [
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
  ];
  return named.flatMap(([path, arn]) => (arn === undefined ? [] : [[path, arn] as const]));
}
