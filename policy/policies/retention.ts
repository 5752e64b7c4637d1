import { type Circumstances, type Finding, findingIf, type JudgedResource, type ResourcePolicy } from "../policy";

/** How long what the stack keeps is kept, in days, within floors and ceilings. */
export const retention: ResourcePolicy = {
  name: "retention",
  description:
    "Audit events, logs, archives and queues are kept as long as the stack's rules say, and logs not for ever.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: [
    { framework: "NIST 800-53", control: "AU-11" },
    { framework: "AWS Foundational Security Best Practices", control: "CloudWatch.16" },
  ],
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
    return judge === undefined ? [] : judge.map((question) => () => question(resource, boundsFor(circumstances)));
  },
};

type Bounds = Readonly<Record<string, unknown>>;

const judges: Readonly<Record<string, readonly ((resource: JudgedResource, bounds: Bounds) => readonly Finding[])[]>> =
  {
    "aws:cloudtrail/eventDataStore:EventDataStore": [eventDataStore],
    "aws:cloudwatch/logGroup:LogGroup": [logGroup],
    "aws:cloudwatch/eventArchive:EventArchive": [archive],
    "aws:sqs/queue:Queue": [queue],
  };

function boundsFor({ configuration, stackTags }: Circumstances): Bounds {
  const value = stackTags.get(String(configuration.stackTag)) ?? "";
  const perTagValue = configuration.perTagValue as Readonly<Record<string, Bounds>>;
  return { ...configuration, ...(Object.hasOwn(perTagValue, value) ? perTagValue[value] : {}) };
}

function eventDataStore({ name, props }: JudgedResource, limits: Bounds): readonly Finding[] {
  // The provider keeps events for 2555 days where nothing is said (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
  return outside(`The event data store ${name}`, "retentionPeriod", props.retentionPeriod ?? 2555, {
    least: limits.eventDataStoreFloorDays,
    most: limits.eventDataStoreCeilingDays,
  });
}

function logGroup({ name, props }: JudgedResource, limits: Bounds): readonly Finding[] {
  // A group of the class DELIVERY keeps its events for two days, whatever is said (Amazon CloudWatch Logs API Reference, CreateLogGroup).
  const value = props.logGroupClass === "DELIVERY" ? 2 : (props.retentionInDays ?? 0);
  return value === 0
    ? [
        {
          subject: "retentionInDays::0",
          message: `The log group ${name} keeps its events for ever; set retentionInDays to ${limits.logGroupFloorDays} days or more.`,
        },
      ]
    : outside(`The log group ${name}`, "retentionInDays", value, {
        least: limits.logGroupFloorDays,
        most: limits.logGroupCeilingDays,
      });
}

function archive({ name, props }: JudgedResource, limits: Bounds): readonly Finding[] {
  // 0 keeps events for ever (Amazon EventBridge API Reference, CreateArchive).
  const value = props.retentionDays ?? 0;
  return value === 0 && limits.archiveCeilingDays === 0
    ? []
    : outside(`The archive ${name}`, "retentionDays", value === 0 ? Number.POSITIVE_INFINITY : value, {
        least: limits.archiveFloorDays,
        most: limits.archiveCeilingDays === 0 ? Number.POSITIVE_INFINITY : limits.archiveCeilingDays,
      });
}

function queue({ name, props }: JudgedResource, limits: Bounds): readonly Finding[] {
  // SQS keeps a message for four days where nothing is said (Amazon SQS API Reference, SetQueueAttributes).
  const days = Number(props.messageRetentionSeconds ?? 345_600) / 86_400;
  return outside(`The queue ${name}`, "messageRetentionSeconds", days, {
    least: limits.queueFloorDays,
    most: limits.queueCeilingDays,
  });
}

function outside(
  what: string,
  property: string,
  value: unknown,
  { least, most }: { readonly least: unknown; readonly most: unknown },
): readonly Finding[] {
  const wanted =
    Number(value) < Number(least)
      ? `${least} days or more`
      : Number(value) > Number(most)
        ? `${most} days or fewer`
        : "";
  const text = value === Number.POSITIVE_INFINITY ? "ever" : `${value} days`;
  return findingIf(
    wanted !== "",
    `${property}::${value === Number.POSITIVE_INFINITY ? 0 : value}`,
    `${what} keeps events for ${text} (${property}); set it to ${wanted}.`,
  );
}

function bounds() {
  return {
    eventDataStoreFloorDays: days("Least days that an event data store keeps events.", 90),
    eventDataStoreCeilingDays: days("Most days that an event data store keeps events.", 3653),
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
