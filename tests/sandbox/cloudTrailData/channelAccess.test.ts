import { channelFinder, everyChannel } from "../../../sandbox/cloudTrailData/channel";
import type { CloudTrailDataOptions } from "../../../sandbox/cloudTrailData/options";
import { accountId, channelArn, credentials, signedRequest } from "../../support/cloudTrailData";
import { refusal, service, sound } from "../../support/cloudTrailDataService";

describe("a channel", () => {
  const channel = { arn: channelArn, accountId, externalId: "s3cret" };
  const findChannel = channelFinder([channel]);
  const call = (query: Readonly<Record<string, string>>, changes: Partial<CloudTrailDataOptions> = {}) =>
    service({ findChannel, ...changes }).send({ ...sound, query });

  test("is named by its ARN or its ID", async () => {
    expect((await call({ channelArn, externalId: "s3cret" })).status).toBe(200);
    expect((await call({ channelArn: channelArn.split("/")[1] ?? "", externalId: "s3cret" })).status).toBe(200);
  });

  test.each([
    "",
    "no id",
    "a".repeat(129),
    "arn:aws:cloudtrail",
    ...[
      ["cloudtrail:", "cloudtrail-data:"],
      ["123456789012", "12345678901"],
      ["us-east-1", ""],
      ["channel/", "trail/"],
      ["channel/", "channel/a/"],
      [/[^/]*$/, ""],
      [/$/, " "],
    ].map(([from = "", to]) => channelArn.replace(from, String(to))),
  ])("is not named %p", async (name) => {
    expect(everyChannel(name)).toBeUndefined();
    expect(refusal(await call({ channelArn: name }))).toMatchObject({ status: 400, code: "InvalidChannelARN" });
  });

  test("must be named, once", async () => {
    expect(refusal(await call({}))).toMatchObject({ status: 400, code: "ValidationException" });
    const request = await signedRequest(sound);
    const trusting = service({ signature: { now: () => new Date(), secretFor: () => "any" } });
    expect(refusal(await trusting.handler({ ...request, target: `${request.target}&channelArn=x` }))).toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining("'channelArn'"),
    });
  });

  test("that does not exist is not found", async () => {
    for (const name of [channelArn.replace("1111", "2222"), "2222"]) {
      expect(refusal(await call({ channelArn: name }))).toEqual({
        status: 400,
        code: "ChannelNotFound",
        message: "The channel could not be found.",
      });
    }
  });

  test("of another Region is not found; without an external ID it takes calls with one too", async () => {
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
    ["", "ValidationException"],
    ["x".repeat(1225), "ValidationException"],
    ["with space", "ValidationException"],
    ["ümlaut", "ValidationException"],
  ])("with an external ID refuses calls with another, whose form counts first: %p", async (externalId, code) => {
    const query = { channelArn, ...(externalId !== undefined && { externalId }) };
    expect(refusal(await call(query))).toMatchObject({ status: 400, code });
  });
});

describe("authorization", () => {
  test("is asked for the channel and with the external ID, and its denial is the answer", async () => {
    const calls: unknown[] = [];
    const { accepted, observed, send } = service({
      authorize: (call) => {
        calls.push(call);
        return "no identity-based policy allows it";
      },
    });
    expect(refusal(await send({ ...sound, query: { channelArn, externalId: "abc" } }))).toEqual({
      status: 403,
      code: "AccessDeniedException",
      message: "no identity-based policy allows it",
    });
    await send({ ...sound, query: { channelArn: channelArn.replace("1111", "9999") } });
    const common = { accessKeyId: credentials.accessKeyId, action: "cloudtrail-data:PutAuditEvents" };
    expect(calls).toEqual([
      { ...common, resource: channelArn, context: { "cloudtrail:ExternalId": "abc" } },
      { ...common, resource: channelArn.replace("1111", "9999"), context: {} },
    ]);
    expect(accepted).toEqual([]);
    expect(observed).toMatchObject([{ errorCode: "AccessDeniedException" }, { errorCode: "AccessDeniedException" }]);
  });
});
