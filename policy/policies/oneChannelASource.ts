import { findingIf, type StackPolicy } from "../policy";
import { firstBy } from "../stack/firstBy";
import { placeOf } from "../stack/judgedStack";
import { knownValue } from "../unknownValue";

/** Requires at most one channel per Source in an account and Region, as CloudTrail does. */
export const oneChannelASource: StackPolicy = {
  name: "one-channel-a-source",
  description:
    "No two channels in an account and Region have the same Source: CloudTrail refuses the second one, after the rest is created.",
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
            `The channel ${about.name} has the Source ${source}, as ${other?.name} does; a Region has one channel per Source: share it.`,
          );
        },
      }));
    },
  ],
};
