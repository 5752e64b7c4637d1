import { defineType } from "../defineType";
import { arn, jsonText } from "../formats";
import { limits } from "../limits";
import { anything, type Check, failure, object, oneOf, optional, required, text, wholeNumber } from "../values";

const { groupName, scheduleName, description, maximumWindow, retryAttempts, eventAge } = limits.scheduler;

/** Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler". */
const expression: Check = (value, place) =>
  typeof value === "string" && /^(rate\([1-9]\d* (minute|hour|day)s?\)|cron\(.+\)|at\(.+\))$/.test(value)
    ? []
    : [failure(place, "it is no schedule", value, "rate(value unit), cron(fields) or at(yyyy-mm-ddThh:mm:ss)")];

const target = object({
  arn: required(arn()),
  roleArn: required(arn("iam", "role/.+")),
  input: optional(jsonText()),
  deadLetterConfig: optional(object({ arn: required(arn("sqs")) })),
  retryPolicy: optional(
    object({
      maximumRetryAttempts: optional(wholeNumber(retryAttempts)),
      maximumEventAgeInSeconds: optional(wholeNumber(eventAge)),
    }),
  ),
  ecsParameters: optional(anything),
  eventbridgeParameters: optional(anything),
  kinesisParameters: optional(anything),
  sagemakerPipelineParameters: optional(anything),
  sqsParameters: optional(anything),
});

/** A schedule (Amazon EventBridge Scheduler API Reference, CreateSchedule). */
export const schedule = defineType("aws:scheduler/schedule:Schedule", {
  properties: {
    name: required(text(scheduleName)),
    namePrefix: optional(text()),
    groupName: optional(text(groupName), "default"),
    description: optional(text(description)),
    scheduleExpression: required(expression),
    scheduleExpressionTimezone: optional(text({ minimum: 1, maximum: 50 }), "UTC"),
    flexibleTimeWindow: required(
      object({
        mode: required(oneOf(["OFF", "FLEXIBLE"])),
        maximumWindowInMinutes: optional(wholeNumber(maximumWindow)),
      }),
    ),
    state: optional(oneOf(["ENABLED", "DISABLED"]), "ENABLED"),
    actionAfterCompletion: optional(oneOf(["NONE", "DELETE"])),
    startDate: optional(text()),
    endDate: optional(text()),
    kmsKeyArn: optional(arn("kms")),
    target: required(target),
  },
  autoName: "name",
  replaceOnChanges: ["groupName"],
  computedAtCreate: ["arn"],
  answer: ({ name, groupName: group }, identity) => ({
    id: `${String(group)}/${String(name)}`,
    arn: identity.arn("scheduler", `schedule/${String(group)}/${String(name)}`),
  }),
});

/** A group of schedules (same reference, CreateScheduleGroup). */
export const scheduleGroup = defineType("aws:scheduler/scheduleGroup:ScheduleGroup", {
  properties: { name: required(text(groupName)), namePrefix: optional(text()) },
  tagged: true,
  autoName: "name",
  replaceOnChanges: [],
  computedAtCreate: ["arn", "creationDate", "lastModificationDate", "state"],
  answer: ({ name }, identity) => ({
    id: String(name),
    arn: identity.arn("scheduler", `schedule-group/${String(name)}`),
    creationDate: "",
    lastModificationDate: "",
    state: "ACTIVE",
  }),
});
