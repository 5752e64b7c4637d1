import { asObject } from "../documents/statements";
import { type Circumstances, type Finding, findingIf, type JudgedResource, type ResourcePolicy } from "../policy";

/** How long what the stack keeps is kept, in days, within floors and ceilings. */
export const retention: ResourcePolicy = {
  name: "retention",
  description:
    "Audit events, locked objects, logs, archives and queues are kept as long as the stack's rules say, and logs not for ever.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-11", "AWS Foundational Security Best Practices CloudWatch.16"],
  remediation:
    "Set the retention within the floor and the ceiling, or change these in the policy pack's configuration.",
  configuration: {
    ...bounds(),
    stackTag: {
      type: "string",
      description: "The stack's tag by whose value `perTagValue` gives other bounds.",
      default: "environment",
    },
    perTagValue: {
      type: "object",
      description:
        "By the tag's value, bounds in the place of those above: `{ prod: { eventDataStoreFloorDays: 366 } }`.",
      default: {},
      additionalProperties: { type: "object", properties: withoutDefaults(bounds()), additionalProperties: false },
    },
  },
  questions: (resource, circumstances) => {
    const judge = judges[resource.type];
    return judge === undefined ? [] : [() => judge(resource, boundsFor(circumstances))];
  },
};

type Bounds = Readonly<Record<string, unknown>>;

/** The days of a default retention of Object Lock, which is given in days or years; undefined without one. */
export function lockDays({ rule }: Readonly<Record<string, unknown>>): number | undefined {
  const { days, years } = asObject(asObject(rule).defaultRetention);
  return days === undefined && years === undefined ? undefined : Number(days ?? 0) + Number(years ?? 0) * 365;
}

function lockFindings({ name, props }: JudgedResource, bounds: Bounds): readonly Finding[] {
  const days = lockDays(props);
  return days === undefined
    ? []
    : outside(`Object Lock configuration ${name}`, "defaultRetention", days, bounds, "objectLock");
}

const judges: Readonly<Record<string, (resource: JudgedResource, bounds: Bounds) => readonly Finding[]>> = {
  // The provider keeps events for 2555 days where nothing is said (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
  "aws:cloudtrail/eventDataStore:EventDataStore": ({ name, props }, bounds) =>
    outside(
      `event data store ${name}`,
      "retentionPeriod",
      Number(props.retentionPeriod ?? 2555),
      bounds,
      "eventDataStore",
    ),
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": lockFindings,
  "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2": lockFindings,
  // A group of the class DELIVERY keeps its events for two days, whatever is said (Amazon CloudWatch Logs API Reference, CreateLogGroup).
  "aws:cloudwatch/logGroup:LogGroup": ({ name, props }, bounds) => {
    const days = props.logGroupClass === "DELIVERY" ? 2 : Number(props.retentionInDays ?? 0);
    return outside(`log group ${name}`, "retentionInDays", days, bounds, "logGroup");
  },
  "aws:cloudwatch/eventArchive:EventArchive": ({ name, props }, bounds) =>
    outside(`archive ${name}`, "retentionDays", Number(props.retentionDays ?? 0), bounds, "archive"),
  // SQS keeps a message for four days where nothing is said (Amazon SQS API Reference, SetQueueAttributes).
  "aws:sqs/queue:Queue": ({ name, props }, bounds) =>
    outside(
      `queue ${name}`,
      "messageRetentionSeconds",
      Number(props.messageRetentionSeconds ?? 345_600) / 86_400,
      bounds,
      "queue",
    ),
};

function boundsFor({ configuration, stackTags }: Circumstances): Bounds {
  const value = stackTags.get(String(configuration.stackTag)) ?? "";
  const perTagValue = configuration.perTagValue as Readonly<Record<string, Bounds>>;
  return { ...configuration, ...(Object.hasOwn(perTagValue, value) ? perTagValue[value] : {}) };
}

/**
 * Compares days with the bounds of a kind; 0 days and a ceiling of 0 mean for ever (Amazon CloudWatch Logs API Reference, PutRetentionPolicy;
 * Amazon EventBridge API Reference, CreateArchive).
 */
function outside(what: string, property: string, value: number, bounds: Bounds, kind: string): readonly Finding[] {
  const days = value || Number.POSITIVE_INFINITY;
  const least = Number(bounds[`${kind}FloorDays`]);
  const most = Number(bounds[`${kind}CeilingDays`]) || Number.POSITIVE_INFINITY;
  const bound = days < least ? `${least} days or more` : `${most} days or fewer`;
  const text = value === 0 ? "ever" : `${value} days`;
  return findingIf(
    days < least || days > most,
    `${property}::${value}`,
    `The ${what} keeps events for ${text} (${property}); set it to ${bound}.`,
  );
}

function bounds() {
  return {
    eventDataStoreFloorDays: days("Least days that an event data store keeps events.", 90),
    eventDataStoreCeilingDays: days("Most days that an event data store keeps events.", 3653),
    objectLockFloorDays: days("Least days that Object Lock's default retention keeps objects.", 90),
    objectLockCeilingDays: {
      ...days("Most days that Object Lock's default retention keeps objects; 0 sets no ceiling.", 0),
      minimum: 0,
    },
    logGroupFloorDays: days("Least days that a log group keeps events.", 30),
    logGroupCeilingDays: days("Most days that a log group keeps events.", 3653),
    archiveFloorDays: days("Least days that an event archive keeps events.", 1),
    archiveCeilingDays: {
      ...days("Most days that an event archive keeps events; 0 lets it keep them for ever.", 0),
      minimum: 0,
    },
    queueFloorDays: days("Least days that a queue keeps a message.", 4),
    queueCeilingDays: days("Most days that a queue keeps a message.", 14),
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
