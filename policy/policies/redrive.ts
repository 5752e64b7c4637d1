import { findingIf, type ResourcePolicy } from "../policy";
import { redriveOf } from "../stack/deadLetters";

/** A message is tried often enough before it is given up. */
export const redrive: ResourcePolicy = {
  name: "redrive",
  description: "A queue moves a message to its dead-letter queue only after it was received often enough.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set maxReceiveCount of the redrive policy to 5 or more, or to more than an outage takes.",
  configuration: {
    minimumReceiveCount: {
      type: "integer",
      minimum: 1,
      description:
        "Least `maxReceiveCount` (AWS Lambda Developer Guide, using Lambda with Amazon SQS: at least 5, since a throttled function's messages are received in vain).",
      default: 5,
    },
  },
  questions: ({ type, name, props }, { configuration }) =>
    type === "aws:sqs/queue:Queue" || type === "aws:sqs/redrivePolicy:RedrivePolicy"
      ? [
          () => {
            const count = redriveOf(props.redrivePolicy)?.maxReceiveCount;
            const least = Number(configuration.minimumReceiveCount);
            return findingIf(
              count !== undefined && count < least,
              `maxReceiveCount::${count}`,
              `The queue ${name} gives a message up after ${count} receives (maxReceiveCount); set it to ${least} or more.`,
            );
          },
        ]
      : [],
};
