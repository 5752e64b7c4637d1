import { envelopeOf } from "../../../functions/mapping/envelope";
import { mappingProblems as compilationProblems } from "../../../functions/mapping/mapper";
import { type MapResult, mapEvent } from "../../../functions/mapping/mapping";
import type { JsonObject } from "../../../functions/mapping/values/json";
import { isMapped } from "../../../functions/vendors";
import { sources } from "../../../functions/vendors/sources";
import type { Vendor } from "../../../functions/vendors/vendor";
import { functionLimits } from "../../aws/limits";
import { batchingOf } from "../../integration/batching";
import type {
  EventBridgeSettings,
  PrivacyConfiguration,
  ResolvedSettings,
} from "../../integration/integrationSettings";
import { sinksOf } from "../../integration/sinks";
import { plainText } from "../input";
import { conflict, keysWithoutEffect, missing, notAllowed, type Problem, problemIf } from "../problem";
import { foreignSourceProblems } from "./nameProblems";

/** Lists conflicts between an integration's values, and between these and its vendor, that the schema does not exclude. */
export function integrationProblems(path: string, vendor: Vendor, settings: ResolvedSettings): Problem[] {
  return settings.delivery === "eventbridge"
    ? [
        ...queueProblems(path, settings),
        ...eventSourceProblems(path, settings),
        ...foreignSourceProblems(path, vendor, settings),
        ...mappingNeeded(path, vendor, settings),
        ...keyProblems(path, settings),
        ...saltProblems(path, settings.privacy ?? {}),
      ]
    : deliveryProblems(path, vendor, settings.delivery);
}

/** Checks the delivery against AWS's list of partners that call from their own account (AWS CloudTrail User Guide, integration types). Custom may be either. */
function deliveryProblems(path: string, { title, source }: Vendor, delivery: "direct" | "solution"): Problem[] {
  const { integration } = sources[source];
  return problemIf(
    source !== "Custom" && integration !== delivery,
    conflict(
      `${path}.delivery`,
      `"${delivery}" is not how ${title} delivers: AWS lists the Source ${source} as a ${integration} integration; set delivery: ${integration}`,
    ),
  );
}

function queueProblems(path: string, settings: EventBridgeSettings): Problem[] {
  const { queueRetentionDays, deadLetterRetentionDays } = settings;
  const problems: Problem[] = [];
  const withoutWindow = sinksOf(settings)
    .map((sink) => batchingOf(sink, settings))
    .find((batching) => batching.batchSize > functionLimits.batchSizeWithoutWindow && batching.batchWindowSeconds < 1);
  if (withoutWindow !== undefined) {
    const { batchSize, batchWindowSeconds } = withoutWindow;
    problems.push(
      notAllowed(
        `${path}.batchWindowSeconds`,
        batchWindowSeconds,
        `1 or more, since a batch of over ${functionLimits.batchSizeWithoutWindow} messages needs a window (batchSize is ${batchSize})`,
      ),
    );
  }
  if (deadLetterRetentionDays <= queueRetentionDays) {
    problems.push(
      notAllowed(
        `${path}.deadLetterRetentionDays`,
        deadLetterRetentionDays,
        `more than queueRetentionDays (${queueRetentionDays}), since a message keeps its first arrival time in a dead-letter queue`,
      ),
    );
  }
  return problems;
}

function eventSourceProblems(path: string, { eventSourceName, eventBusName, pattern }: EventBridgeSettings): Problem[] {
  if ((eventSourceName === undefined) === (eventBusName === undefined)) {
    return [
      conflict(
        path,
        "needs exactly one of eventSourceName (the partner event source that the vendor made) and eventBusName (an existing event bus)",
      ),
    ];
  }
  const problems = patternProblems(`${path}.pattern`, pattern);
  const busName = plainText(eventBusName);
  if (eventBusName !== undefined && busName?.startsWith("aws.partner/") !== true && pattern?.source === undefined) {
    const reason =
      busName === undefined ? "the bus is not known before the update" : `${busName} is not a partner event bus`;
    problems.push(
      conflict(
        `${path}.pattern`,
        `must name the event source, for example {"source": ["my.application"]}, since ${reason}`,
      ),
    );
  }
  return problems;
}

/** Checks that an event pattern's leaves are lists that are not empty (Amazon EventBridge User Guide, "Creating event patterns"). */
function patternProblems(path: string, pattern: unknown): Problem[] {
  if (pattern === undefined) {
    return [];
  }
  if (Array.isArray(pattern)) {
    return pattern.length > 0 ? [] : [notAllowed(path, pattern, "a list of at least one value or filter")];
  }
  if (typeof pattern !== "object" || pattern === null) {
    return [notAllowed(path, pattern, `a list, for example [${JSON.stringify(pattern)}]`)];
  }
  return Object.entries(pattern).flatMap(([field, value]) => patternProblems(`${path}.${field}`, value));
}

/** Checks the mapping of a vendor without a built-in one, which must set the action and the actor. */
function mappingNeeded(path: string, vendor: Vendor, { mapping }: EventBridgeSettings): Problem[] {
  if (isMapped(vendor)) {
    return [];
  }
  if (mapping === undefined) {
    const { integration } = sources[vendor.source];
    const own = vendor.source === "Custom" ? "" : `, or set delivery: ${integration}, as AWS lists ${vendor.title}`;
    return [
      missing(
        `${path}.mapping`,
        `is missing; ${vendor.name} has no mapping of its own: set at least eventName and userIdentity.principalId${own}`,
      ),
    ];
  }
  return [
    ...(mapping.eventName === undefined ? [missingField(path, "eventName", "the action")] : []),
    ...(mapping.userIdentity?.principalId === undefined
      ? [missingField(path, "userIdentity.principalId", "the actor")]
      : []),
  ];
}

function missingField(path: string, field: string, meaning: string): Problem {
  return missing(`${path}.mapping.${field}`, `is missing; it must name the event's field for ${meaning}`);
}

function keyProblems(path: string, { encryptionKeys = {}, archive, rawLogGroup }: EventBridgeSettings): Problem[] {
  const place = `${path}.encryptionKeys`;
  return [
    ...(archive ? [] : keysWithoutEffect(place, encryptionKeys, ["archive"], "there is no archive")),
    ...(rawLogGroup ? [] : keysWithoutEffect(place, encryptionKeys, ["rawLogGroup"], "there is no rawLogGroup")),
  ];
}

function saltProblems(path: string, privacy: PrivacyConfiguration): Problem[] {
  if (privacy.hash === undefined || privacy.hash.length === 0) {
    return keysWithoutEffect(`${path}.privacy`, privacy, ["saltSecretArn", "saltKeyArn"], "nothing is hashed");
  }
  return privacy.saltSecretArn === undefined
    ? [
        missing(
          `${path}.privacy.saltSecretArn`,
          "is missing; a hash without a salt can be undone by trying names, so name the Secrets Manager secret that holds one",
        ),
      ]
    : [];
}

/** Settings that a mapping depends on. */
type MappedSettings = Pick<ResolvedSettings, "mapping" | "privacy">;

/** Lists the mistakes in an integration's mapping, each with its path, or without any, the failure to map the sample event. */
export function mappingProblems(
  path: string,
  key: string,
  vendor: Vendor,
  settings: MappedSettings,
  sample: JsonObject | undefined,
): Problem[] {
  const mistakes = compilationProblems(vendor, settings.mapping ?? {}).map(({ path: place, message }) =>
    conflict(`${path}.mapping.${place}`, message),
  );
  if (mistakes.length > 0 || sample === undefined) {
    return mistakes;
  }
  const result = mapSample(key, vendor.name, settings, sample);
  return result.status === "mapped"
    ? []
    : [conflict(`${path}.sample`, `cannot be mapped: ${result.reason} (${result.code})`)];
}

/** Maps a sample event for a preview. The account is not known, so it is zeros, and the time is the current time. */
export function mapSample(
  key: string,
  vendor: string,
  { mapping, privacy }: MappedSettings,
  sample: JsonObject,
): MapResult {
  return mapEvent(envelopeOf(sample, new Date().toISOString()), {
    integration: key,
    vendor,
    recipientAccountId: "000000000000",
    ...(mapping && { mapping }),
    ...(privacy && { privacy }),
  });
}
