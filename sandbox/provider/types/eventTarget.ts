import { defineType } from "../defineType";
import { arn, jsonText } from "../formats";
import { limits } from "../limits";
import type { Inputs } from "../resourceType";
import { anything, failure, flag, mapOf, object, optional, required, text, wholeNumber } from "../values";
import { busPrefix } from "./eventRule";

/** A target of a rule (Amazon EventBridge API Reference, PutTargets). */
export const eventTarget = defineType("aws:cloudwatch/eventTarget:EventTarget", {
  properties: {
    rule: required(text(limits.eventBridge.ruleName)),
    arn: required(arn()),
    targetId: required(text(limits.eventBridge.targetId)),
    eventBusName: optional(text(limits.eventBridge.busNameOrArn), "default"),
    deadLetterConfig: optional(object({ arn: optional(arn("sqs")) })),
    retryPolicy: optional(
      object({
        maximumEventAgeInSeconds: optional(wholeNumber(limits.eventBridge.maximumEventAgeInSeconds)),
        maximumRetryAttempts: optional(wholeNumber(limits.eventBridge.maximumRetryAttempts)),
      }),
    ),
    roleArn: optional(arn("iam")),
    input: optional(checkInput),
    inputPath: optional(text(limits.eventBridge.inputPath)),
    inputTransformer: optional(
      object({ inputPaths: optional(mapOf(text())), inputTemplate: required(text({ minimum: 1, maximum: 8192 })) }),
    ),
    sqsTarget: optional(object({ messageGroupId: optional(text({ minimum: 1, maximum: 128 })) })),
    forceDestroy: optional(flag, false),
    appsyncTarget: optional(anything),
    batchTarget: optional(anything),
    ecsTarget: optional(anything),
    httpTarget: optional(anything),
    kinesisTarget: optional(anything),
    redshiftTarget: optional(anything),
    runCommandTargets: optional(anything),
    sagemakerPipelineTarget: optional(anything),
  },
  autoName: "targetId",
  rules: inputRules,
  replaceOnChanges: ["rule", "eventBusName"],
  computedAtCreate: [],
  answer: ({ rule, targetId, eventBusName }) => ({
    id: `${busPrefix(eventBusName, "-")}${String(rule)}-${String(targetId)}`,
  }),
});

function checkInput(value: unknown, place: string): readonly string[] {
  return [...text(limits.eventBridge.input)(value, place), ...jsonText()(value, place)];
}

function inputRules(inputs: Inputs): readonly string[] {
  const given = ["input", "inputPath", "inputTransformer"].filter((name) => inputs[name] !== undefined);
  return given.slice(1).map((name) => failure(name, `it conflicts with ${given[0]}`, inputs[name], "one of them"));
}
