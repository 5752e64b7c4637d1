import { type Circumstances, type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { PropertiesByType } from "../reading/properties";
import { onType } from "../rules";
import { durationText } from "../text";

/** Limits the retention of events, logs and messages with floors and ceilings, in days. */
export const retention: ResourcePolicy = {
  name: "retention",
  description:
    "Retention of audit events, locked objects, logs, archives and queues is within the configured bounds; logs expire.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-11"],
  remediation:
    "Set the retention between the floor and the ceiling, or change these in the policy pack's configuration.",
  configuration: {
    ...bounds(),
    stackTag: {
      type: "string",
      description: "The stack tag whose value selects bounds from `perTagValue`.",
      default: "environment",
    },
    perTagValue: {
      type: "object",
      description:
        "Bounds by the tag's value, which replace those above: `{ prod: { eventDataStoreFloorDays: 366 } }`.",
      default: {},
      additionalProperties: { type: "object", properties: withoutDefaults(bounds()), additionalProperties: false },
    },
  },
  rules: [
    // The provider keeps events for 2555 days by default (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
    onType(
      "aws:cloudtrail/eventDataStore:EventDataStore",
      ({ name, props: { retentionPeriod = 2555 } }, circumstances) =>
        outside(`event data store ${name}`, { retentionPeriod }, daySeconds, "eventDataStore", circumstances),
    ),
    onType("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", ({ name, props }, circumstances) => {
      const defaultRetention = lockDays(props);
      return defaultRetention === undefined
        ? []
        : outside(`Object Lock configuration ${name}`, { defaultRetention }, daySeconds, "objectLock", circumstances);
    }),
    // A group of the class DELIVERY keeps its events for two days, whatever its retention is set to (Amazon CloudWatch Logs API Reference, CreateLogGroup).
    onType("aws:cloudwatch/logGroup:LogGroup", ({ name, props }, circumstances) => {
      const retentionInDays = props.logGroupClass === "DELIVERY" ? 2 : (props.retentionInDays ?? 0);
      return outside(`log group ${name}`, { retentionInDays }, daySeconds, "logGroup", circumstances);
    }),
    onType("aws:cloudwatch/eventArchive:EventArchive", ({ name, props: { retentionDays = 0 } }, circumstances) =>
      outside(`archive ${name}`, { retentionDays }, daySeconds, "archive", circumstances),
    ),
    // SQS keeps a message for four days by default (Amazon SQS API Reference, SetQueueAttributes).
    onType("aws:sqs/queue:Queue", ({ name, props: { messageRetentionSeconds = 345_600 } }, circumstances) =>
      outside(`queue ${name}`, { messageRetentionSeconds }, 1, "queue", circumstances),
    ),
  ],
};

const daySeconds = 86_400;

type Bounds = Readonly<Record<string, unknown>>;

/** Returns the days of Object Lock's default retention, which is set in days or years; undefined without one. */
export function lockDays({
  rule,
}: Pick<PropertiesByType["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"], "rule">):
  | number
  | undefined {
  const { days, years } = rule?.defaultRetention ?? {};
  return days === undefined && years === undefined ? undefined : (days ?? 0) + (years ?? 0) * 365;
}

function boundsFor({ configuration, stackTags }: Circumstances): Bounds {
  const value = stackTags.get(String(configuration.stackTag)) ?? "";
  const perTagValue = configuration.perTagValue as Readonly<Record<string, Bounds>>;
  return { ...configuration, ...(Object.hasOwn(perTagValue, value) ? perTagValue[value] : {}) };
}

/**
 * Compares a retention with the bounds of its kind; 0 means no end, and a ceiling of 0 no ceiling (Amazon CloudWatch Logs API Reference, PutRetentionPolicy;
 * Amazon EventBridge API Reference, CreateArchive).
 * @param retention the property and its value
 * @param unit seconds per unit of the value
 */
function outside(
  what: string,
  retention: Readonly<Record<string, number>>,
  unit: number,
  kind: string,
  circumstances: Circumstances,
): readonly Finding[] {
  const bounds = boundsFor(circumstances);
  return Object.entries(retention).flatMap(([property, value]) => {
    const days = value === 0 ? Number.POSITIVE_INFINITY : (value * unit) / daySeconds;
    const least = Number(bounds[`${kind}FloorDays`]);
    const most = Number(bounds[`${kind}CeilingDays`]) || Number.POSITIVE_INFINITY;
    const bound =
      days < least ? `${durationText(least * daySeconds)} or more` : `${durationText(most * daySeconds)} or less`;
    const kept = value === 0 ? "ever" : durationText(value * unit);
    return findingIf(
      days < least || days > most,
      `${property}::${value}`,
      `The ${what} keeps ${kind === "queue" ? "messages" : "events"} for ${kept} (${property} is ${value}); set it to ${bound}.`,
    );
  });
}

function bounds() {
  return {
    eventDataStoreFloorDays: days("Minimum days that an event data store keeps events.", 90),
    eventDataStoreCeilingDays: days("Maximum days that an event data store keeps events.", 3653),
    objectLockFloorDays: days("Minimum days that Object Lock's default retention keeps objects.", 90),
    objectLockCeilingDays: {
      ...days("Maximum days that Object Lock's default retention keeps objects; 0 sets no ceiling.", 0),
      minimum: 0,
    },
    logGroupFloorDays: days("Minimum days that a log group keeps events.", 30),
    logGroupCeilingDays: days("Maximum days that a log group keeps events.", 3653),
    archiveFloorDays: days(
      "Minimum days that an event archive keeps events, which can be replayed if they are lost after the bus.",
      7,
    ),
    archiveCeilingDays: {
      ...days("Maximum days that an event archive keeps events; 0 sets no ceiling.", 0),
      minimum: 0,
    },
    queueFloorDays: {
      type: "number" as const,
      description: "Minimum days that a queue keeps a message; fractions are allowed.",
      default: 4,
      minimum: 0,
    },
    queueCeilingDays: days("Maximum days that a queue keeps a message.", 14),
  };
}

function days(description: string, value: number) {
  return { type: "integer" as const, description, default: value, minimum: 1 };
}

function withoutDefaults(properties: ReturnType<typeof bounds>) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, description, minimum }]) => [name, { type, description, minimum }]),
  );
}
