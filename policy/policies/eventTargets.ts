import { asObject } from "../documents/statements";
import type { Finding, JudgedResource, ResourcePolicy } from "../policy";
import { isSet } from "../unknownValue";

/** What EventBridge cannot deliver is tried again, and then kept. */
export const eventTargets: ResourcePolicy = {
  name: "event-targets",
  description: "Every target of a rule has a dead-letter queue and a retry policy that tries again.",
  severity: "high",
  enforcementLevel: "mandatory",
  references: [{ framework: "NIST 800-53", control: "AU-5" }],
  remediation: "Set deadLetterConfig to a queue of its own, and retryPolicy.",
  questions: (resource) =>
    resource.type === "aws:cloudwatch/eventTarget:EventTarget"
      ? [() => deadLetterFindings(resource), () => retryFindings(resource)]
      : [],
};

/** Without one, an event whose retries end is dropped (Amazon EventBridge User Guide, "Using dead-letter queues"). */
function deadLetterFindings({ name, props }: JudgedResource): readonly Finding[] {
  return isSet(() => asObject(props.deadLetterConfig).arn)
    ? []
    : [
        {
          subject: "deadLetterConfig",
          message: `The target ${name} has no dead-letter queue (deadLetterConfig is not set); what EventBridge cannot deliver is dropped.`,
        },
      ];
}

function retryFindings({ name, props }: JudgedResource): readonly Finding[] {
  if (!isSet(() => props.retryPolicy)) {
    return [
      {
        subject: "retryPolicy",
        message: `The target ${name} has no retry policy of its own (retryPolicy is not set); set maximumRetryAttempts and maximumEventAgeInSeconds.`,
      },
    ];
  }
  const attempts = asObject(props.retryPolicy).maximumRetryAttempts;
  return attempts === 0
    ? [
        {
          subject: "maximumRetryAttempts::0",
          message: `The target ${name} is not tried again (maximumRetryAttempts is 0); set it to as many as an outage takes, at most 185.`,
        },
      ]
    : [];
}
