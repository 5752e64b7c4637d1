import { findingIf, type StackPolicy } from "../policy";
import { firstBy } from "../stack/firstBy";
import { placeOf } from "../stack/judgedStack";
import { knownValue } from "../unknownValue";

/** CloudTrail takes one channel of each Source in a Region. */
export const oneChannelASource: StackPolicy = {
  name: "one-channel-a-source",
  description:
    "No two channels of an account and Region are of one Source: CloudTrail refuses the second, after the rest was made.",
  severity: "medium",
  enforcementLevel: "mandatory",
  references: ["NIST 800-53 CM-6"],
  remediation: "Let the integrations share a channel.",
  stackRules: [
    (stack) => {
      const channels = stack.ofType("AWS::CloudTrail::Channel");
      const first = firstBy(channels, (channel) => {
        const source = knownValue(() => channel.props.source);
        const place = placeOf(channel);
        return typeof source !== "string" || place === undefined ? undefined : `${place} ${source}`;
      });
      return channels.map((about) => ({
        about,
        find: () => {
          const { source } = about.props;
          const other = first(about);
          return findingIf(
            other !== undefined,
            `Source::${source}`,
            `The channel ${about.name} is of the Source ${source}, as is ${other?.name}; a Region has one channel of a Source: share it.`,
          );
        },
      }));
    },
  ],
};
