import { type Finding, findingIf, type StackPolicy } from "../policy";
import type { TypedResource } from "../reading/properties";
import { inStack } from "../rules";
import { redriveOf } from "../stack/deadLetters";
import { functionNamed } from "../stack/functions";
import type { JudgedStack } from "../stack/judgedStack";
import { isSet, knownValue } from "../unknownValue";

/** Requires that events are kept when a service stops trying to deliver them. */
export const undeliveredEvents: StackPolicy = {
  name: "undelivered-events",
  description:
    "Events that SNS, Lambda or a stream's mapping fails to deliver are kept: subscriptions, functions that events invoke asynchronously, and mappings of streams have a dead-letter queue or a destination.",
  severity: "medium",
  enforcementLevel: "advisory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set the subscription's redrivePolicy, the function's deadLetterConfig, or destinationConfig.onFailure.",
  stackRules: [
    inStack("aws:sns/topicSubscription:TopicSubscription", subscriptionFindings),
    inStack("aws:lambda/eventSourceMapping:EventSourceMapping", streamFindings),
    (stack) => {
      const kept = new Set(
        stack
          .ofType("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig")
          .filter(({ props }) => isSet(() => props.destinationConfig?.onFailure?.destination))
          .map((one) => functionNamed(stack, one, "functionName", () => knownValue(() => one.props.functionName))?.urn),
      );
      return invokedByEvents(stack).map((about) => ({
        about,
        find: () =>
          findingIf(
            !kept.has(about.urn) && !isSet(() => about.props.deadLetterConfig?.targetArn),
            "deadLetterConfig",
            `The function ${about.name} is invoked by events, and an event that fails three times is lost (neither deadLetterConfig nor an onFailure destination is set); set one.`,
          ),
      }));
    },
  ],
};

/** Protocols whose deliveries SNS drops after its retries (Amazon SNS Developer Guide, "Amazon SNS message delivery retries" and "dead-letter queues"). */
const retriedProtocols: ReadonlySet<string> = new Set(["sqs", "lambda", "firehose", "http", "https"]);

function subscriptionFindings({
  name,
  props,
}: TypedResource<"aws:sns/topicSubscription:TopicSubscription">): readonly Finding[] {
  return findingIf(
    retriedProtocols.has(String(props.protocol)) && redriveOf(props.redrivePolicy) === undefined,
    "redrivePolicy",
    `The subscription ${name} loses messages that SNS cannot deliver to ${props.endpoint} (redrivePolicy names no dead-letter queue); name one.`,
  );
}

/**
 * Without limits, one bad record is retried until it expires and blocks its shard (AWS Lambda Developer Guide, "Process Amazon Kinesis Data Streams
 * records with Lambda").
 */
function streamFindings({
  name,
  props,
}: TypedResource<"aws:lambda/eventSourceMapping:EventSourceMapping">): readonly Finding[] {
  const service = props.eventSourceArn?.split(":")[2];
  const isBounded = [props.maximumRetryAttempts, props.maximumRecordAgeInSeconds].some(
    (bound) => bound !== undefined && bound >= 0,
  );
  const isKept = isSet(() => props.destinationConfig?.onFailure?.destinationArn);
  return findingIf(
    (service === "kinesis" || service === "dynamodb") && !(isBounded && isKept),
    "onFailure",
    `The mapping ${name} of a stream retries one bad record until it expires and then drops it; set maximumRetryAttempts or maximumRecordAgeInSeconds, and destinationConfig.onFailure.`,
  );
}

/** Functions that a rule or a topic invokes asynchronously, so no caller sees an error. Schedules are excluded, since they repeat. */
function invokedByEvents(stack: JudgedStack): readonly TypedResource<"aws:lambda/function:Function">[] {
  const byRule = stack
    .ofType("aws:cloudwatch/eventTarget:EventTarget")
    .map((target) => functionNamed(stack, target, "arn", () => knownValue(() => target.props.arn)));
  const byTopic = stack
    .ofType("aws:sns/topicSubscription:TopicSubscription")
    .filter(({ props }) => knownValue(() => props.protocol) === "lambda")
    .map((one) => functionNamed(stack, one, "endpoint", () => knownValue(() => one.props.endpoint)));
  return [...new Set([...byRule, ...byTopic])].filter((one) => one !== undefined);
}
