import {
  type Channel,
  channelFinder,
  everyChannel,
  isChannelId,
  parseChannelArn,
} from "../../../sandbox/cloudTrailData/channel";

const channelId = "11111111-2222-4333-8444-555555555555";
const arn = `arn:aws:cloudtrail:us-east-1:123456789012:channel/${channelId}`;

test("a channel's ARN is taken apart", () => {
  expect(parseChannelArn(arn)).toEqual({ partition: "aws", region: "us-east-1", accountId: "123456789012", channelId });
  expect(parseChannelArn("arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:channel/a")).toEqual({
    partition: "aws-us-gov",
    region: "us-gov-west-1",
    accountId: "123456789012",
    channelId: "a",
  });
});

test.each([
  "",
  channelId,
  "arn:aws:cloudtrail",
  "arn:aws:cloudtrail-data:us-east-1:123456789012:channel/a",
  "arn:aws:cloudtrail:us-east-1:12345678901:channel/a",
  "arn:aws:cloudtrail::123456789012:channel/a",
  "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/a",
  "arn:aws:cloudtrail:us-east-1:123456789012:channel/",
  "arn:aws:cloudtrail:us-east-1:123456789012:channel/a/b",
  `${arn} `,
])("is no channel's ARN: %p", (text) => {
  expect(parseChannelArn(text)).toBeUndefined();
  expect(everyChannel(text)).toBeUndefined();
});

test("a channel's ID has letters, digits and hyphens", () => {
  expect([channelId, "a".repeat(128)].every(isChannelId)).toBe(true);
  expect(["", "a b", arn, "a".repeat(129)].some(isChannelId)).toBe(false);
});

test("channels of a list are found by ARN and by ID, and no others", () => {
  const channel: Channel = { arn, accountId: "123456789012", externalId: "secret" };
  const find = channelFinder([channel]);
  expect([find(arn), find(channelId)]).toEqual([channel, channel]);
  expect([find("other"), find(arn.replace("us-east-1", "us-east-2"))]).toEqual([undefined, undefined]);
});

test("where every channel exists, the account in the ARN owns it", () => {
  expect(everyChannel(arn)).toEqual({ arn, accountId: "123456789012" });
});
