import * as aws from "@pulumi/aws";
import type { Planted } from "./planted";

/** Violations that CloudTrail itself refuses at an up, after the rest was made. */
export const channels: readonly Planted[] = [2, 3, 4].map((number) => ({
  policy: "one-channel-a-source",
  what: `channel number ${number} of a Source`,
  resource: `channel-${number}`,
  subject: "Source::OneLogin",
  ...(number === 2 && { declare: fourChannels }),
}));

function fourChannels(): void {
  for (const number of [1, 2, 3, 4]) {
    new aws.cloudcontrol.Resource(`channel-${number}`, {
      typeName: "AWS::CloudTrail::Channel",
      desiredState: JSON.stringify({
        Name: `channel-${number}`,
        Source: "OneLogin",
        Destinations: [
          {
            Type: "EVENT_DATA_STORE",
            Location: "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/7bdc50cd-9a64-46d4-91d2-9bb93ced81e7",
          },
        ],
      }),
    });
  }
}
