import { asObject } from "../documents/statements";
import { type Finding, findingIf, type JudgedResource, type ResourcePolicy } from "../policy";
import { scheduleType } from "../stack/deadLetters";
import { isSet } from "../unknownValue";

/** What EventBridge cannot deliver, from a rule or a schedule, is tried again, and then kept. */
export const eventTargets: ResourcePolicy = {
  name: "event-targets",
  description:
    "Every target of a rule or a schedule has a dead-letter queue and is tried again; a rule's says how often.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set deadLetterConfig to a queue of its own, and retryPolicy.",
  questions: (resource) => {
    const target = targetOf(resource);
    return target === undefined
      ? []
      : [() => deadLetterFindings(resource.name, target()), () => retryFindings(resource, target())];
  },
};

type Target = Readonly<Record<string, unknown>>;

/** What names the dead-letter queue and the retries: a rule's target itself, and what a schedule says of its target. */
function targetOf({ type, props }: JudgedResource): (() => Target) | undefined {
  if (type === "aws:cloudwatch/eventTarget:EventTarget") {
    return () => props;
  }
  return type === scheduleType ? () => asObject(props.target) : undefined;
}

/** Without one, an event whose retries end is dropped (Amazon EventBridge User Guide, "Using dead-letter queues"). */
function deadLetterFindings(name: string, target: Target): readonly Finding[] {
  return findingIf(
    !isSet(() => asObject(target.deadLetterConfig).arn),
    "deadLetterConfig",
    `The target ${name} has no dead-letter queue (deadLetterConfig is not set); what EventBridge cannot deliver is dropped.`,
  );
}

/** A schedule tries again for a day where nothing else is said (Amazon EventBridge Scheduler API Reference, RetryPolicy). */
function retryFindings({ name, type }: JudgedResource, target: Target): readonly Finding[] {
  if (!isSet(() => target.retryPolicy)) {
    if (type === scheduleType) {
      return [];
    }
    return [
      {
        subject: "retryPolicy",
        message: `The target ${name} has no retry policy of its own (retryPolicy is not set); set maximumRetryAttempts and maximumEventAgeInSeconds.`,
      },
    ];
  }
  const attempts = asObject(target.retryPolicy).maximumRetryAttempts;
  return findingIf(
    attempts === 0,
    "maximumRetryAttempts::0",
    `The target ${name} is not tried again (maximumRetryAttempts is 0); set it to as many as an outage takes, at most 185.`,
  );
}
