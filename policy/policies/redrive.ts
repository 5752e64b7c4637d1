import { type Finding, findingIf, type ResourcePolicy } from "../policy";
import { onType } from "../rules";
import { redriveOf } from "../stack/deadLetters";

/** Requires enough attempts before a message is sent to the dead-letter queue. */
export const redrive: ResourcePolicy = {
  name: "redrive",
  description: "A queue moves a message to its dead-letter queue only after enough receives.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 AU-5"],
  remediation: "Set maxReceiveCount of the redrive policy to 5 or more, and high enough to outlast an outage.",
  configuration: {
    minimumReceiveCount: {
      type: "integer",
      minimum: 1,
      description:
        "Minimum `maxReceiveCount` (AWS Lambda Developer Guide, using Lambda with Amazon SQS: at least 5, since a throttled function also uses up receives).",
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
        `The queue ${name} sets no number of receives for its dead-letter queue (the redrive policy's maxReceiveCount is missing or not a number), which SQS refuses; set it to ${least} or more.`,
      )
    : findingIf(
        count < least,
        `maxReceiveCount::${count}`,
        `The queue ${name} moves a message to the dead-letter queue after ${count} receives (maxReceiveCount); set it to ${least} or more.`,
      );
}
