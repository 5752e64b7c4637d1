import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import type { PropertiesByType } from "../reading/properties";
import { onType } from "../rules";
import { durationText } from "../text";
import { isSet } from "../unknownValue";

/** Retries events that a rule or a schedule cannot deliver, and then keeps them. */
export const eventTargets: ResourcePolicy = {
  name: "event-targets",
  description:
    "Every target of a rule or a schedule has a dead-letter queue other than itself and is tried again, for long enough; a rule's says how often.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set deadLetterConfig to a queue of its own, and retryPolicy.",
  configuration: {
    minimumEventAgeSeconds: {
      type: "integer",
      minimum: 60,
      description:
        "Least `maximumEventAgeInSeconds`, for which EventBridge goes on trying: longer than an outage of the target that nobody should have to notice.",
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
        `The target ${name} has no retry policy of its own (retryPolicy sets neither maximumRetryAttempts nor maximumEventAgeInSeconds); set both.`,
      ),
      ...retryFindings(name, props.retryPolicy, Number(configuration.minimumEventAgeSeconds)),
    ]),
    onType("aws:scheduler/schedule:Schedule", ({ name, props }) => deadLetterFindings(name, props.target ?? {})),
    // A schedule tries again for a day where nothing else is said (Amazon EventBridge Scheduler API Reference, RetryPolicy).
    onType("aws:scheduler/schedule:Schedule", ({ name, props }, { configuration }) =>
      retryFindings(name, props.target?.retryPolicy, Number(configuration.minimumEventAgeSeconds)),
    ),
  ],
};

type Target = Pick<PropertiesByType["aws:cloudwatch/eventTarget:EventTarget"], "arn" | "deadLetterConfig">;
type RetryPolicy = PropertiesByType["aws:cloudwatch/eventTarget:EventTarget"]["retryPolicy"];

/** Without one, an event whose retries end is dropped (Amazon EventBridge User Guide, "Using dead-letter queues"). */
function deadLetterFindings(name: string, target: Target): readonly Finding[] {
  if (!isSet(() => target.deadLetterConfig?.arn)) {
    return findingIf(
      true,
      "deadLetterConfig",
      `The target ${name} has no dead-letter queue (deadLetterConfig is not set); what EventBridge cannot deliver is dropped.`,
    );
  }
  const arn = target.deadLetterConfig?.arn;
  return findingIf(
    arn === target.arn,
    `deadLetterConfig::${arn}`,
    `The target ${name} is its own dead-letter queue (deadLetterConfig is ${arn}), which takes nothing when the target does not; name another queue.`,
  );
}

function retryFindings(name: string, policy: RetryPolicy, leastAge: number): readonly Finding[] {
  const { maximumRetryAttempts: attempts, maximumEventAgeInSeconds: age } = policy ?? {};
  return [
    ...findingIf(
      attempts === 0,
      "maximumRetryAttempts::0",
      `The target ${name} is not tried again (maximumRetryAttempts is 0); set it to as many as an outage takes, at most 185.`,
    ),
    ...(age === undefined
      ? []
      : findingIf(
          age < leastAge,
          `maximumEventAgeInSeconds::${age}`,
          `The target ${name} is tried for ${durationText(age)} alone (maximumEventAgeInSeconds), however many attempts are left; set it to ${leastAge} or more.`,
        )),
  ];
}
