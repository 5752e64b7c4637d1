import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";
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
  rules: [
    onType(["aws:sqs/queue:Queue", "aws:sqs/redrivePolicy:RedrivePolicy"], ({ name, props }, { configuration }) =>
      receiveFindings(name, redriveOf(props.redrivePolicy), Number(configuration.minimumReceiveCount)),
    ),
  ],
};

function receiveFindings(name: string, policy: ReturnType<typeof redriveOf>, least: number): readonly Finding[] {
  if (policy === undefined) {
    return [];
  }
  const { maxReceiveCount: count } = policy;
  return Number.isNaN(count)
    ? findingIf(
        true,
        "maxReceiveCount",
        `The queue ${name} does not say after how many receives it gives a message up (the redrive policy's maxReceiveCount is missing or no number), which SQS refuses; set it to ${least} or more.`,
      )
    : findingIf(
        count < least,
        `maxReceiveCount::${count}`,
        `The queue ${name} gives a message up after ${count} receives (maxReceiveCount); set it to ${least} or more.`,
      );
}
