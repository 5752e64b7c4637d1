import { defineType } from "../defineType";
import { arn, eventPattern } from "../formats";
import { limits } from "../limits";
import { type Inputs, unknownValue } from "../resourceType";
import { failure, flag, oneOf, optional, required, text } from "../values";

/** A rule on an event bus (Amazon EventBridge API Reference, PutRule). */
export const eventRule = defineType("aws:cloudwatch/eventRule:EventRule", {
  properties: {
    name: required(text(limits.eventBridge.ruleName)),
    namePrefix: optional(text()),
    description: optional(text(limits.eventBridge.description)),
    eventBusName: optional(text(limits.eventBridge.busNameOrArn), "default"),
    eventPattern: optional(eventPattern),
    scheduleExpression: optional(text(limits.eventBridge.scheduleExpression)),
    state: optional(oneOf(["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])),
    isEnabled: optional(flag),
    roleArn: optional(arn("iam")),
    forceDestroy: optional(flag, false),
  },
  tagged: true,
  autoName: "name",
  rules: ruleRules,
  documents: ["eventPattern"],
  replaceOnChanges: ["eventBusName"],
  computedAtCreate: ["arn"],
  answer: ({ name, eventBusName, state, isEnabled }, identity) => {
    const bus = busNameOf(eventBusName);
    return {
      id: `${busPrefix(eventBusName, "/")}${String(name)}`,
      arn: identity.arn("events", `rule/${busPrefix(bus, "/")}${String(name)}`),
      state: state ?? (isEnabled === false ? "DISABLED" : "ENABLED"),
    };
  },
});

/** The name of a bus that may be given by its ARN. */
export function busNameOf(eventBusName: unknown): string {
  return String(eventBusName ?? "default").replace(/^arn:.*:event-bus\//, "");
}

/** A bus as the id of what is on it begins: nothing for the default bus. */
export function busPrefix(eventBusName: unknown, separator: string): string {
  return busNameOf(eventBusName) === "default" ? "" : `${String(eventBusName)}${separator}`;
}

function ruleRules(inputs: Inputs): readonly string[] {
  const failures: string[] = [];
  if (inputs.eventPattern === undefined && inputs.scheduleExpression === undefined) {
    failures.push("eventPattern: one of eventPattern and scheduleExpression is required, but nothing is given");
  }
  const bus = busNameOf(inputs.eventBusName);
  if (inputs.scheduleExpression !== undefined && bus !== "default" && bus !== unknownValue) {
    failures.push(failure("eventBusName", "schedules run on the default bus only", inputs.eventBusName, "default"));
  }
  if (inputs.state !== undefined && inputs.isEnabled !== undefined) {
    failures.push(failure("isEnabled", "it conflicts with state", inputs.isEnabled, "state alone"));
  }
  return failures;
}
