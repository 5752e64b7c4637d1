import { nameLimits, retryPolicyLimits } from "../../../components/aws/limits";
import { defineType } from "../defineType";
import { arn, eventPattern } from "../formats";
import { type Inputs, unknownValue } from "../resourceType";
import { type Check, failure, jsonText, object, oneOf, required, text, wholeNumber } from "../values";

// Amazon EventBridge API Reference, CreateEventBus, PutRule, PutTargets, RetryPolicy and CreateArchive.
const shortName = (maximum: number) => text(1, maximum, /^[._\-A-Za-z0-9]+$/, "letters, digits, . _ and -");
const description = text(0, 512);
const keyIdentifier = text(0, 2048);
const busNameOrArn = text(
  1,
  1600,
  /^(arn:aws[\w-]*:events:[a-z]{2}-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/._\-A-Za-z0-9]+$/,
  "the name or the ARN of an event bus",
);
/** The queue of events that cannot be delivered. */
const deadLetterConfig = object({ arn: arn("sqs") });
const retryPolicy = object({
  maximumEventAgeInSeconds: wholeNumber(retryPolicyLimits.maximumEventAgeSeconds),
  maximumRetryAttempts: wholeNumber(retryPolicyLimits.maximumRetryAttempts),
});

/** A custom event bus, or the bus of a partner event source (Amazon EventBridge API Reference, CreateEventBus). */
export const eventBus = defineType("aws:cloudwatch/eventBus:EventBus", {
  properties: {
    name: required(text(1, 256, /^[/._\-A-Za-z0-9]+$/, "letters, digits, / . _ and -")),
    eventSourceName: text(
      1,
      256,
      /^aws\.partner(\/[._\-A-Za-z0-9]+){2,}$/,
      "aws.partner/ followed by at least two names",
    ),
  },
  tagged: true,
  autoName: "name",
  rules: busNameRules,
  replaceOnChanges: ["eventSourceName"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("events", `event-bus/${String(name)}`) }),
});

/** A rule on an event bus (Amazon EventBridge API Reference, PutRule). */
export const eventRule = defineType("aws:cloudwatch/eventRule:EventRule", {
  properties: {
    name: required(shortName(nameLimits.rule)),
    description,
    eventBusName: { check: busNameOrArn, default: "default" },
    eventPattern: required(eventPattern),
  },
  tagged: true,
  autoName: "name",
  documents: ["eventPattern"],
  replaceOnChanges: ["eventBusName"],
  answer: ({ name, eventBusName }, identity) => ({
    id: `${busPrefix(eventBusName, "/")}${String(name)}`,
    arn: identity.arn("events", `rule/${busPrefix(busNameOf(eventBusName), "/")}${String(name)}`),
    state: "ENABLED",
  }),
});

/** A target of a rule (Amazon EventBridge API Reference, PutTargets). */
export const eventTarget = defineType("aws:cloudwatch/eventTarget:EventTarget", {
  properties: {
    rule: required(shortName(nameLimits.rule)),
    arn: required(arn()),
    targetId: required(shortName(64)),
    eventBusName: { check: busNameOrArn, default: "default" },
    deadLetterConfig,
    retryPolicy,
  },
  autoName: "targetId",
  replaceOnChanges: ["rule", "eventBusName"],
  answer: ({ rule, targetId, eventBusName }) => ({
    id: `${busPrefix(eventBusName, "-")}${String(rule)}-${String(targetId)}`,
  }),
});

/** An archive of a bus's events (Amazon EventBridge API Reference, CreateArchive). */
export const eventArchive = defineType("aws:cloudwatch/eventArchive:EventArchive", {
  properties: {
    name: required(shortName(nameLimits.archive)),
    eventSourceArn: required(arn("events", "event-bus/.+")),
    eventPattern,
    kmsKeyIdentifier: keyIdentifier,
    /** Days; 0 keeps the events indefinitely. */
    retentionDays: { check: wholeNumber({ minimum: 0 }), default: 0 },
  },
  autoName: "name",
  documents: ["eventPattern"],
  replaceOnChanges: ["eventSourceArn"],
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("events", `archive/${String(name)}`) }),
});

// Amazon EventBridge Scheduler API Reference, CreateSchedule, CreateScheduleGroup, RetryPolicy.
const scheduleName = text(1, nameLimits.schedule, /^[0-9a-zA-Z\-_.]+$/, "letters, digits, - _ and .");

/** Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler". */
const expression: Check = (value, place) =>
  typeof value === "string" && /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(.+\)|at\(.+\))$/.test(value)
    ? []
    : [failure(place, "it is not a schedule", value, "rate(value unit), cron(fields) or at(yyyy-mm-ddThh:mm:ss)")];

/** A schedule (Amazon EventBridge Scheduler API Reference, CreateSchedule). */
export const schedule = defineType("aws:scheduler/schedule:Schedule", {
  properties: {
    name: required(scheduleName),
    groupName: { check: scheduleName, default: "default" },
    description,
    scheduleExpression: required(expression),
    flexibleTimeWindow: required(object({ mode: required(oneOf("OFF")) })),
    target: required(
      object({
        arn: required(arn()),
        roleArn: required(arn("iam", "role/.+")),
        input: jsonText(),
        deadLetterConfig,
        retryPolicy,
      }),
    ),
  },
  autoName: "name",
  replaceOnChanges: ["groupName"],
  answer: ({ name, groupName }, identity) => ({
    id: `${String(groupName)}/${String(name)}`,
    arn: identity.arn("scheduler", `schedule/${String(groupName)}/${String(name)}`),
  }),
});

/** A group of schedules (same reference, CreateScheduleGroup). */
export const scheduleGroup = defineType("aws:scheduler/scheduleGroup:ScheduleGroup", {
  properties: { name: required(scheduleName) },
  tagged: true,
  autoName: "name",
  answer: ({ name }, identity) => ({
    id: String(name),
    arn: identity.arn("scheduler", `schedule-group/${String(name)}`),
  }),
});

/** Reads the name of a bus from its name or its ARN. */
function busNameOf(eventBusName: unknown): string {
  return String(eventBusName).replace(/^arn:.*:event-bus\//, "");
}

/** Returns the bus as the beginning of the ids of its rules: empty for the default bus. */
function busPrefix(eventBusName: unknown, separator: string): string {
  return busNameOf(eventBusName) === "default" ? "" : `${String(eventBusName)}${separator}`;
}

function busNameRules({ name, eventSourceName }: Inputs): readonly string[] {
  if (name === unknownValue || eventSourceName === unknownValue) {
    return [];
  }
  if (name === "default") {
    return [failure("name", "every account has the default bus already", name, "another name")];
  }
  if (eventSourceName !== undefined && name !== eventSourceName) {
    return [failure("name", "it differs from eventSourceName", name, String(eventSourceName))];
  }
  if (eventSourceName === undefined && String(name).includes("/")) {
    const allowed = "names without /, or the name of a partner event source that eventSourceName repeats";
    return [failure("name", "a custom bus cannot have a / in its name", name, allowed)];
  }
  return [];
}
