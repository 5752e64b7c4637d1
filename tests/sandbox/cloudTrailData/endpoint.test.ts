import { channelFinder } from "../../../sandbox/cloudTrailData/options";
import { parseFaults } from "../../../sandbox/faults";
import {
  accountId,
  bodyOf,
  channelArn,
  credentials,
  entry,
  eventText,
  refusal,
  service,
  sound,
} from "../../support/cloudTrailData";

/** Returns a valid body with exactly this many bytes. */
function bodyWithBytes(bytes: number): string {
  const events = (last: number) =>
    bodyOf(
      ...[250_000, 250_000, 250_000, last].map((size, index) => ({ id: `e${index}`, eventData: "x".repeat(size) })),
    );
  return events(bytes - events(0).length);
}

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

describe("a call", () => {
  test("reports for each event whether it was accepted, and records the call", async () => {
    const { accepted, observed, send } = service();
    const response = await send({
      body: bodyOf(entry("a"), entry("b", "{}"), entry("c"), { ...entry("d"), eventDataChecksum: "x" }),
    });
    expect(response.status).toBe(200);
    expect(response.headers).toEqual({ "content-type": "application/json", "x-amzn-requestid": uuid });
    expect(JSON.parse(String(response.body))).toEqual({
      successful: [
        { id: "a", eventID: uuid },
        { id: "c", eventID: uuid },
      ],
      failed: [
        { id: "b", errorCode: "FieldNotFound", errorMessage: expect.stringContaining("version is required") },
        { id: "d", errorCode: "InvalidChecksum", errorMessage: expect.any(String) },
      ],
    });
    const common = { channelArn, eventData: eventText(), accessKeyId: credentials.accessKeyId };
    expect(accepted).toEqual([
      { ...common, id: "a", eventID: uuid },
      { ...common, id: "c", eventID: uuid },
    ]);
    expect(observed).toEqual([
      { channelArn, accessKeyId: credentials.accessKeyId, status: 200, entries: 4, successful: 2, failed: 2 },
    ]);
  });

  test("may have 1 to 100 events", async () => {
    const { send } = service();
    const events = (count: number) => bodyOf(...Array.from({ length: count }, (_, index) => entry(`e${index}`)));
    expect((await send({ body: events(100) })).status).toBe(200);
    for (const count of [0, 101]) {
      expect(refusal(await send({ body: events(count) }))).toEqual({
        status: 400,
        code: "ValidationException",
        message: expect.stringContaining(`auditEvents: it has ${count} entries`),
      });
    }
  });

  test("may have a body of at most 1,000,000 bytes", async () => {
    const { observed, send } = service();
    expect(bodyWithBytes(1_000_000)).toHaveLength(1_000_000);
    expect((await send({ body: bodyWithBytes(1_000_000) })).status).toBe(200);
    expect(refusal(await send({ body: bodyWithBytes(1_000_001) }))).toMatchObject({
      status: 413,
      code: "RequestEntityTooLarge",
    });
    expect(observed.map(({ status, entries, failed }) => ({ status, entries, failed }))).toEqual([
      { status: 200, entries: 4, failed: 4 },
      { status: 413, entries: 0, failed: 0 },
    ]);
  });
});

describe("a body is refused as a whole", () => {
  const changed = (changes: object) => bodyOf({ ...entry("a"), ...changes });
  test.each<[string, string | Buffer]>([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])("as not serialized, for %s", (_name, body) => expectRefusal("SerializationException", body));

  test.each([
    ["no events", "{}"],
    ["events that are no list", '{"auditEvents":{}}'],
    ["a further member", JSON.stringify({ auditEvents: [entry("a")], channelArn })],
    ["an event that is null", bodyOf(null)],
    ["an event without id", changed({ id: undefined })],
    ["an id that is a number", changed({ id: 1 })],
    ["an id that is empty", changed({ id: "" })],
    ["an id of 129 characters", changed({ id: "x".repeat(129) })],
    ["an id with a line end", changed({ id: "a\n" })],
    ["eventData that is an object", changed({ eventData: {} })],
    ["a checksum that is no text", changed({ eventDataChecksum: 1 })],
    ["a member in other letters", changed({ EventData: "{}" })],
  ])("as not valid, for %s", (_name, body) => expectRefusal("ValidationException", body));

  async function expectRefusal(code: string, body: string | Buffer): Promise<void> {
    const { accepted, observed, send } = service();
    expect(refusal(await send({ body }))).toMatchObject({ status: 400, code });
    expect(accepted).toEqual([]);
    expect(observed).toEqual([expect.objectContaining({ channelArn, status: 400, errorCode: code, entries: 0 })]);
  }

  test("for its content type", async () => {
    const { send } = service();
    expect(refusal(await send({ ...sound, headers: { "content-type": "text/plain" } }))).toMatchObject({
      status: 415,
      code: "UnsupportedMediaTypeException",
    });
    expect((await send({ ...sound, headers: { "content-type": "Application/JSON; charset=utf-8" } })).status).toBe(200);
  });
});

test.each([
  ["GET", "/PutAuditEvents", 405],
  ["POST", "/", 404],
  ["POST", "/PutAuditEvents/", 404],
])("%s %s is not a call", async (method, path, status) => {
  const { observed, send } = service();
  expect(refusal(await send({ method, path }))).toMatchObject({ status, code: "UnknownOperationException" });
  expect(observed).toEqual([]);
});

test("100 calls per second is CloudTrail's own rate, on the given clock", async () => {
  const clock = { time: 0 };
  const { send } = service({ now: () => clock.time });
  for (let call = 0; call < 100; call += 1) await send(sound);
  expect(refusal(await send(sound))).toEqual({ status: 400, code: "ThrottlingException", message: "Rate exceeded" });
  clock.time = 1000;
  expect((await send(sound)).status).toBe(200);
});

test("a response waits for its latency and its fault's delay", async () => {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  await service({ latencyMilliseconds: 20, sleep, faults: parseFaults(["slow=2"]) }).send(sound);
  await service({ sleep }).send(sound);
  expect(waits).toEqual([2020]);
});

describe("the channel of a call", () => {
  const findChannel = channelFinder([{ arn: channelArn, accountId }]);
  const call = (query: Readonly<Record<string, string>>) => service({ findChannel }).send({ ...sound, query });

  test("is given by its ARN or its ID, with an external ID of any allowed form or without one", async () => {
    const ids = [{}, ...["s3cret", "x".repeat(1224), "aZ0_+=,.@:/-"].map((externalId) => ({ externalId }))];
    const named = [channelArn, channelArn.split("/")[1] ?? ""].map((name) => ({ channelArn: name }));
    const answers = await Promise.all(named.flatMap((name) => ids.map((id) => call({ ...name, ...id }))));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });

  const other = (from: string, to: string) => ({ channelArn: channelArn.replace(from, to) });
  test.each<[string, Readonly<Record<string, string>>]>([
    ["ValidationException", {}],
    ["InvalidChannelARN", { channelArn: "" }],
    ["InvalidChannelARN", { channelArn: "no id" }],
    ["InvalidChannelARN", { channelArn: "a".repeat(129) }],
    ["InvalidChannelARN", other("cloudtrail:", "cloudtrail-data:")],
    ["InvalidChannelARN", other("123456789012", "12345678901")],
    ["InvalidChannelARN", other("channel/", "trail/")],
    ["ChannelNotFound", other("1111", "2222")],
    ["ChannelNotFound", { channelArn: "2222" }],
    ["ValidationException", { channelArn, externalId: "x" }],
    ["ValidationException", { channelArn, externalId: "x".repeat(1225) }],
    ["ValidationException", { channelArn, externalId: "with space" }],
  ])("is refused as %s: %j", async (code, query) => {
    expect(refusal(await call(query))).toMatchObject({ status: 400, code });
  });

  test("needs the caller's authorization, with the external ID; a denial is returned", async () => {
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
});
