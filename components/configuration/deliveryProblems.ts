import { isMapped } from "../../functions/vendors";
import { sources } from "../../functions/vendors/sources";
import type { Vendor } from "../../functions/vendors/vendor";
import {
  type EncryptionKeys,
  type IntegrationSettings,
  integrationDefaults,
  sinksOf,
} from "../integration/integrationSettings";
import { eventSourceProblems, settingsProblems } from "./crossChecks";
import { foreignSourceProblems } from "./partnerSources";
import type { Problem } from "./problem";
import { withoutEffect } from "./withoutEffect";

/** What an integration's values must be, by how its events are delivered. */
export function deliveryProblems(path: string, vendor: Vendor, settings: IntegrationSettings): Problem[] {
  const { delivery = integrationDefaults.delivery } = settings;
  switch (delivery) {
    case "eventbridge":
      return [
        ...settingsProblems(path, settings),
        ...eventSourceProblems(path, settings),
        ...foreignSourceProblems(path, vendor, settings),
        ...mappingNeeded(path, vendor, settings),
        ...withoutEffect(path, settings, directKeys, "only a direct delivery has them"),
        ...sinkProblems(path, settings),
        ...keyProblems(path, settings),
        ...saltProblems(path, settings),
      ];
    case "direct":
      return [
        ...eventBridgeKeysOf(path, settings, "the partner puts the audit events into the channel itself"),
        ...integrationProblems(path, vendor, "direct"),
        ...missingForDirect(path, settings),
      ];
    case "solution":
      return [
        ...eventBridgeKeysOf(path, settings, "the application puts the audit events into the channel itself"),
        ...withoutEffect(path, settings, directKeys, "only a direct delivery has them"),
        ...integrationProblems(path, vendor, "solution"),
      ];
  }
}

const directKeys = ["principal", "externalId"] as const;

/** All keys but those that every delivery has concern the way over EventBridge. */
function eventBridgeKeysOf(path: string, settings: IntegrationSettings, reason: string): Problem[] {
  const common: readonly string[] = ["delivery", ...directKeys];
  return withoutEffect(
    path,
    settings,
    Object.keys(settings).filter((key) => !common.includes(key)),
    reason,
  );
}

/** AWS lists which partners call from their own account (AWS CloudTrail User Guide, integration types). Custom may be either. */
function integrationProblems(path: string, { title, source }: Vendor, delivery: "direct" | "solution"): Problem[] {
  const { integration } = sources[source];
  return source === "Custom" || integration === delivery
    ? []
    : [
        {
          path: `${path}.delivery`,
          message: `"${delivery}" is not how ${title} delivers: AWS lists the Source ${source} as a ${integration} integration; say delivery: ${integration}`,
        },
      ];
}

function missingForDirect(path: string, { principal, externalId }: IntegrationSettings): Problem[] {
  const problems: Problem[] = [];
  if (principal === undefined) {
    problems.push({
      path: `${path}.principal`,
      message: "is missing; it must be the account id, or the ARN of an IAM principal, from which the partner calls",
    });
  }
  if (externalId === undefined) {
    problems.push({
      path: `${path}.externalId`,
      message:
        "is missing; without the external ID that the partner gave you, any customer of the partner's could have it write into your channel",
    });
  }
  return problems;
}

/** Without a mapping nothing says who did what. */
function mappingNeeded(path: string, vendor: Vendor, { mapping }: IntegrationSettings): Problem[] {
  if (isMapped(vendor)) {
    return [];
  }
  if (mapping === undefined) {
    const { integration } = sources[vendor.source];
    const own = vendor.source === "Custom" ? "" : `, or say delivery: ${integration}, as AWS lists ${vendor.title}`;
    return [
      {
        path: `${path}.mapping`,
        message: `is missing; ${vendor.name} has no mapping of its own: say at least eventName and userIdentity.principalId${own}`,
      },
    ];
  }
  return [
    ...(mapping.eventName === undefined ? [missingField(path, "eventName", "what was done")] : []),
    ...(mapping.userIdentity?.principalId === undefined
      ? [missingField(path, "userIdentity.principalId", "who did it")]
      : []),
  ];
}

function missingField(path: string, field: string, meaning: string): Problem {
  return { path: `${path}.mapping.${field}`, message: `is missing; it must say where the event tells ${meaning}` };
}

function sinkProblems(path: string, settings: IntegrationSettings): Problem[] {
  return sinksOf(settings).includes("cloudwatch-logs")
    ? []
    : withoutEffect(
        path,
        settings,
        ["auditLogRetentionDays", "auditLogGroup"],
        "only the sink cloudwatch-logs has a log group of audit events",
      );
}

/** A key of what is not there encrypts nothing. */
function keyProblems(path: string, settings: IntegrationSettings): Problem[] {
  const { encryptionKeys = {}, archive, rawLogGroup } = settings;
  const missing: readonly (readonly [key: keyof EncryptionKeys, isThere: boolean, reason: string])[] = [
    ["archive", archive !== undefined, "there is no archive"],
    ["rawLogGroup", rawLogGroup !== undefined, "there is no rawLogGroup"],
    [
      "auditLogGroup",
      sinksOf(settings).includes("cloudwatch-logs"),
      "only the sink cloudwatch-logs has a log group of audit events",
    ],
  ];
  return missing.flatMap(([key, isThere, reason]) =>
    isThere ? [] : withoutEffect(`${path}.encryptionKeys`, encryptionKeys, [key], reason),
  );
}

function saltProblems(path: string, { privacy = {} }: IntegrationSettings): Problem[] {
  const hashes = (privacy.hash?.length ?? 0) > 0;
  if (hashes && privacy.saltSecretArn === undefined) {
    return [
      {
        path: `${path}.privacy.saltSecretArn`,
        message:
          "is missing; a hash without a salt can be undone by trying names, so name the Secrets Manager secret that holds one",
      },
    ];
  }
  return hashes ? [] : withoutEffect(`${path}.privacy`, privacy, ["saltSecretArn", "saltKeyArn"], "nothing is hashed");
}
