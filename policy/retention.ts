import type { Check, Configuration, Finding, Policy } from "./policy";

/** How long what the stack keeps is kept, in days, within floors and ceilings. */
export const retention: Policy = {
  name: "retention",
  description:
    "Audit events, logs, archives and queues are kept as long as the stack's rules say, and logs not for ever.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-11", "AWS Foundational Security Best Practices CloudWatch.16"],
  remediation:
    "Set the retention within the floor and the ceiling, or change these in the policy pack's configuration.",
  configuration: {
    eventDataStoreFloorDays: days("Least days that an event data store keeps events.", 90),
    eventDataStoreCeilingDays: days("Most days that an event data store keeps events.", 2555),
    logGroupFloorDays: days("Least days that a log group keeps events.", 30),
    logGroupCeilingDays: days("Most days that a log group keeps events.", 3653),
    archiveFloorDays: days("Least days that an event archive keeps events.", 1),
    queueFloorDays: days("Least days that a queue keeps a message.", 4),
  },
  checks: [eventDataStore(), logGroup(), archive(), queue()],
};

const secondsPerDay = 86_400;

function eventDataStore(): Check {
  return ({ type, name, props }, configuration) => {
    if (type !== "aws:cloudtrail/eventDataStore:EventDataStore") {
      return [];
    }
    // The provider keeps events for 2555 days where nothing is said (Pulumi AWS provider, aws.cloudtrail.EventDataStore).
    const value = props.retentionPeriod ?? 2555;
    return [
      ...below(`The event data store ${name}`, "retentionPeriod", value, configuration, "eventDataStoreFloorDays"),
      ...above(`The event data store ${name}`, "retentionPeriod", value, configuration, "eventDataStoreCeilingDays"),
    ];
  };
}

function logGroup(): Check {
  return ({ type, name, props }, configuration) => {
    if (type !== "aws:cloudwatch/logGroup:LogGroup") {
      return [];
    }
    const value = props.retentionInDays ?? 0;
    if (value === 0) {
      return [
        {
          subject: "retentionInDays::0",
          message: `The log group ${name} keeps its events for ever; set retentionInDays to ${configuration.logGroupFloorDays} days or more.`,
        },
      ];
    }
    return [
      ...below(`The log group ${name}`, "retentionInDays", value, configuration, "logGroupFloorDays"),
      ...above(`The log group ${name}`, "retentionInDays", value, configuration, "logGroupCeilingDays"),
    ];
  };
}

function archive(): Check {
  return ({ type, name, props }, configuration) => {
    // 0 keeps events for ever (Amazon EventBridge API Reference, CreateArchive).
    const value = props.retentionDays ?? 0;
    return type !== "aws:cloudwatch/eventArchive:EventArchive" || value === 0
      ? []
      : below(`The archive ${name}`, "retentionDays", value, configuration, "archiveFloorDays");
  };
}

function queue(): Check {
  return ({ type, name, props }, configuration) => {
    if (type !== "aws:sqs/queue:Queue") {
      return [];
    }
    // SQS keeps a message for four days where nothing is said (Amazon SQS API Reference, SetQueueAttributes).
    const seconds = Number(props.messageRetentionSeconds ?? 345_600);
    return below(
      `The queue ${name}`,
      "messageRetentionSeconds",
      seconds / secondsPerDay,
      configuration,
      "queueFloorDays",
    );
  };
}

function below(what: string, property: string, value: unknown, configuration: Configuration, floor: string): Finding[] {
  const least = Number(configuration[floor]);
  return Number(value) >= least
    ? []
    : [
        {
          subject: `${property}::${value}`,
          message: `${what} keeps events for ${value} days (${property}); set it to ${least} days or more.`,
        },
      ];
}

function above(
  what: string,
  property: string,
  value: unknown,
  configuration: Configuration,
  ceiling: string,
): Finding[] {
  const most = Number(configuration[ceiling]);
  return Number(value) <= most
    ? []
    : [
        {
          subject: `${property}::${value}`,
          message: `${what} keeps events for ${value} days (${property}); set it to ${most} days or fewer.`,
        },
      ];
}

function days(description: string, value: number) {
  return { type: "integer" as const, description, default: value, minimum: 1 };
}
