import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { PropertiesByType } from "../reading/properties";
import { onType } from "../rules";
import { durationText } from "../text";
import { isSet } from "../unknownValue";

/** Requires that events of a rule or a schedule are retried and, if they still cannot be delivered, kept. */
export const eventTargets: ResourcePolicy = {
  name: "event-targets",
  description:
    "Every target of a rule or schedule has a dead-letter queue other than itself and is retried for long enough. A rule's target sets its own retry policy.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set deadLetterConfig to a separate queue, and set retryPolicy.",
  configuration: {
    minimumEventAgeSeconds: {
      type: "integer",
      minimum: 60,
      description:
        "Minimum `maximumEventAgeInSeconds`, for which EventBridge retries: longer than any outage of the target that should need no action.",
      default: 3_600,
    },
  },
  rules: [
    onType("aws:cloudwatch/eventTarget:EventTarget", ({ name, props }) => deadLetterFindings(name, props)),
    onType("aws:cloudwatch/eventTarget:EventTarget", ({ name, props }, { configuration }) => [
      ...findingIf(
        props.retryPolicy?.maximumRetryAttempts === undefined &&
          props.retryPolicy?.maximumEventAgeInSeconds === undefined,
        "retryPolicy",
        `The target ${name} has no retry policy (retryPolicy sets neither maximumRetryAttempts nor maximumEventAgeInSeconds); set both.`,
      ),
      ...retryFindings(name, props.retryPolicy, Number(configuration.minimumEventAgeSeconds)),
    ]),
    onType("aws:scheduler/schedule:Schedule", ({ name, props }) => deadLetterFindings(name, props.target ?? {})),
    // A schedule retries for a day by default (Amazon EventBridge Scheduler API Reference, RetryPolicy).
    onType("aws:scheduler/schedule:Schedule", ({ name, props }, { configuration }) =>
      retryFindings(name, props.target?.retryPolicy, Number(configuration.minimumEventAgeSeconds)),
    ),
  ],
};

type Target = Pick<PropertiesByType["aws:cloudwatch/eventTarget:EventTarget"], "arn" | "deadLetterConfig">;
type RetryPolicy = PropertiesByType["aws:cloudwatch/eventTarget:EventTarget"]["retryPolicy"];

/** Without one, an event is dropped when its retries end (Amazon EventBridge User Guide, "Using dead-letter queues"). */
function deadLetterFindings(name: string, target: Target): readonly Finding[] {
  if (!isSet(() => target.deadLetterConfig?.arn)) {
    return findingIf(
      true,
      "deadLetterConfig",
      `The target ${name} has no dead-letter queue (deadLetterConfig is not set); events that EventBridge cannot deliver are dropped.`,
    );
  }
  const arn = target.deadLetterConfig?.arn;
  return findingIf(
    arn === target.arn,
    `deadLetterConfig::${arn}`,
    `The target ${name} is its own dead-letter queue (deadLetterConfig is ${arn}), which fails when the target fails; name another queue.`,
  );
}

function retryFindings(name: string, policy: RetryPolicy, leastAge: number): readonly Finding[] {
  const { maximumRetryAttempts: attempts, maximumEventAgeInSeconds: age } = policy ?? {};
  return [
    ...findingIf(
      attempts === 0,
      "maximumRetryAttempts::0",
      `The target ${name} is not retried (maximumRetryAttempts is 0); set it high enough to outlast an outage, at most 185.`,
    ),
    ...(age === undefined
      ? []
      : findingIf(
          age < leastAge,
          `maximumEventAgeInSeconds::${age}`,
          `The target ${name} is retried for only ${durationText(age)} (maximumEventAgeInSeconds), whatever maximumRetryAttempts is; set it to ${leastAge} or more.`,
        )),
  ];
}
