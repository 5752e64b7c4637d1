import { channelFinder } from "../../../sandbox/cloudTrailData/channel";
import { accountId, channelArn, credentials } from "../../support/cloudTrailData";
import { refusal, service, sound } from "../../support/cloudTrailDataService";

const findChannel = channelFinder([{ arn: channelArn, accountId, externalId: "s3cret" }]);
const call = (query: Readonly<Record<string, string>>) => service({ findChannel }).send({ ...sound, query });

test("a channel is named by its ARN or its ID", async () => {
  expect((await call({ channelArn, externalId: "s3cret" })).status).toBe(200);
  expect((await call({ channelArn: channelArn.split("/")[1] ?? "", externalId: "s3cret" })).status).toBe(200);
});

test.each<[string, string | undefined]>([
  ["ValidationException", undefined],
  ["InvalidChannelARN", ""],
  ["InvalidChannelARN", "no id"],
  ["InvalidChannelARN", "a".repeat(129)],
  ["InvalidChannelARN", channelArn.replace("cloudtrail:", "cloudtrail-data:")],
  ["InvalidChannelARN", channelArn.replace("123456789012", "12345678901")],
  ["InvalidChannelARN", channelArn.replace("channel/", "trail/")],
  ["ChannelNotFound", channelArn.replace("1111", "2222")],
  ["ChannelNotFound", "2222"],
])("%s answers a call of the channel %p", async (code, name) => {
  expect(refusal(await call(name === undefined ? {} : { channelArn: name }))).toMatchObject({ status: 400, code });
});

test("a channel of another Region is not found; without an external ID it takes calls with one too", async () => {
  const { send } = service();
  expect(refusal(await send({ ...sound, region: "us-west-2" }))).toMatchObject({ code: "ChannelNotFound" });
  expect((await send({ ...sound, query: { channelArn, externalId: "any" } })).status).toBe(200);
});

test.each([
  [undefined, "ChannelInsufficientPermission"],
  ["S3cret", "ChannelInsufficientPermission"],
  ["x".repeat(1224), "ChannelInsufficientPermission"],
  ["aZ0_+=,.@:/-", "ChannelInsufficientPermission"],
  ["x", "ValidationException"],
  ["x".repeat(1225), "ValidationException"],
  ["with space", "ValidationException"],
])(
  "a channel with an external ID refuses calls with another, whose form counts first: %p",
  async (externalId, code) => {
    const query = { channelArn, ...(externalId !== undefined && { externalId }) };
    expect(refusal(await call(query))).toMatchObject({ status: 400, code });
  },
);

test("a caller is judged by the channel and the external ID, and the denial is the answer", async () => {
  const calls: unknown[] = [];
  const { accepted, observed, send } = service({
    authorize: (asked) => {
      calls.push(asked);
      return "no identity-based policy allows it";
    },
  });
  expect(refusal(await send({ ...sound, query: { channelArn, externalId: "abc" } }))).toEqual({
    status: 403,
    code: "AccessDeniedException",
    message: "no identity-based policy allows it",
  });
  expect(calls).toEqual([
    {
      accessKeyId: credentials.accessKeyId,
      action: "cloudtrail-data:PutAuditEvents",
      resource: channelArn,
      context: { "cloudtrail:ExternalId": "abc" },
    },
  ]);
  expect(accepted).toEqual([]);
  expect(observed).toMatchObject([{ errorCode: "AccessDeniedException" }]);
});
