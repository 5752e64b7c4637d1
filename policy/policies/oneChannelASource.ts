import { desiredState, isCloudControl } from "../documents/statements";
import { findingIf, type StackPolicy } from "../policy";
import { channelTypeName, inOrder } from "../stack/references";
import { knownValue } from "../unknownValue";

/** CloudTrail takes one channel of each Source in a Region. */
export const oneChannelASource: StackPolicy = {
  name: "one-channel-a-source",
  description: "No two channels of a stack are of one Source: CloudTrail refuses the second, after the rest was made.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 CM-6"],
  remediation: "Let the integrations share a channel.",
  stackQuestions: (resources) => {
    const channels = inOrder(resources.filter((resource) => isCloudControl(resource, channelTypeName)));
    return channels.map((about, index) => ({
      about,
      ask: () => {
        const { Source: source } = desiredState(about);
        const first = channels.slice(0, index).find((other) => knownValue(() => desiredState(other).Source) === source);
        return findingIf(
          first !== undefined,
          `Source::${source}`,
          `The channel ${about.name} is of the Source ${source}, as is ${first?.name}; a Region has one channel of a Source: share it.`,
        );
      },
    }));
  },
};
