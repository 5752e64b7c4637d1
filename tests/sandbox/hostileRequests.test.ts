import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { allowEverything } from "../../sandbox/authorization";
import { type HttpHandler, listen } from "../../sandbox/http";
import { unknownValue } from "../../sandbox/provider/resourceType";
import { deploy, type Sandbox } from "../../sandbox/sandbox";
import { type RequestParts, signedRequest } from "../support/cloudTrailData";
import { declareStack, oktaAlone } from "../support/declare";
import { operatorCredentials } from "../support/operator";
import { startTime } from "../support/stack";
import operations from "./requests.json";

let sandbox: Sandbox;
beforeAll(async () => {
  const { resources } = await declareStack({ vendors: oktaAlone, detections: { "okta-impersonation": {} } });
  sandbox = await deploy(resources, { startTime, authorize: allowEverything });
});
afterAll(() => sandbox.close());

/** Sends a request that the operator signs, with some headers changed afterwards. */
async function send(parts: RequestParts & { readonly forged?: Readonly<Record<string, string>> }) {
  const { path = "/", method = "POST", forged = {} } = parts;
  const credentials = operatorCredentials(sandbox);
  const { headers, body } = await signedRequest({ ...parts, path, method, query: {}, credentials });
  const call = request(sandbox.gatewayUrl, { method, path, headers: { ...headers, ...forged } });
  call.end(body);
  const [response] = (await once(call, "response")) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

const sendJson = (service: string, target: string, input: unknown) =>
  send({ service, headers: { "x-amz-target": target }, body: JSON.stringify(input) });
const aliveCall = () => sendJson("cloudtrail", "CloudTrail_20131101.ListChannels", {});

/** Inputs are valid according to botocore's service models; some names do not exist. */
it.each(operations)(
  "$target checks the type of each member, and refuses others",
  async ({ service, target, input }) => {
    expect([200, 400]).toContain((await sendJson(service, target, input)).status);
    for (const [member, value] of Object.entries(input)) {
      for (const wrong of [typeof value === "number" ? "x" : 5, [null], { toString: 1 }]) {
        const answer = await sendJson(service, target, { ...input, [member]: wrong });
        expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(member) });
      }
    }
    const body = expect.stringContaining("the sandbox does not support");
    expect(await sendJson(service, target, { ...input, Surplus: 1 })).toMatchObject({ status: 400, body });
  },
);

test("an operation is found behind the namespace of its service (botocore's model of CloudTrail, targetPrefix)", async () => {
  const target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListChannels";
  expect(await sendJson("cloudtrail", target, {})).toEqual(await aliveCall());
  expect(await sendJson("cloudtrail", "XCloudTrail_20131101.ListChannels", {})).toMatchObject({ status: 501 });
});

const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

const invocations = "/2015-03-31/functions/partner-audit-dev_okta_forwarder/invocations";
const ofSqs = (name: string): RequestParts => ({ service: "sqs", headers: { "x-amz-target": `AmazonSQS.${name}` } });

it.each<[number, string, RequestParts]>([
  ...inherited.map((name): [number, string, RequestParts] => [501, `The service ${name} is not`, { service: name }]),
  ...["PurgeQueue", ...inherited].map((name): [number, string, RequestParts] => [
    501,
    `AmazonSQS.${name} is not`,
    ofSqs(name),
  ]),
  [501, "The operation PublishBatch is not", { service: "sns", body: "Action=PublishBatch" }],
  [501, "The parameter MessageStructure is not", { service: "sns", body: "Action=Publish&MessageStructure=json" }],
  [501, "The operation GET /a is not", { service: "lambda", method: "GET", path: "/a" }],
  [
    501,
    "The invocation type Event is not",
    { service: "lambda", path: invocations, headers: { "x-amz-invocation-type": "Event" } },
  ],
  [404, "Function not found", { service: "lambda", method: "GET", path: "/2015-03-31/functions/%zz/configuration" }],
  [400, "Could not parse request body into json", { service: "lambda", path: invocations, body: "{" }],
])("gets the status %i: %s supported by the sandbox", async (status, message, parts) => {
  expect(await send(parts)).toEqual({ status, body: expect.stringContaining(message) });
  expect((await aliveCall()).status).toBe(200);
});

it("no request causes a server error, and the sandbox continues", async () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: "binary" }),
    fc.webQueryParameters().map((query) => `Action=Publish&${query}`),
    fc.constantFrom(...inherited, unknownValue, "\ud800", deep, "(".repeat(9_000), "9".repeat(40), 1e308, -1, 2 ** 53),
    fc.constantFrom({ toString: 1 }, Array(11).fill({}), { S: "x", N: "1" }, JSON.parse('{"__proto__":1}')),
  );
  const call = fc.constantFrom(
    ...operations,
    ...["sns", "lambda"].map((service) => ({ service, target: "", input: {} })),
  );
  /** Returns JSON with a changed nth value. */
  const exchanged = (input: object, nth: number, other: unknown) => {
    let count = 0;
    return JSON.stringify(input, (_key, inner: unknown) => (count++ === nth ? other : inner)) ?? "";
  };
  const names = fc.constantFrom("authorization", "x-amz-date", "x-amz-target", "content-type");
  const header = fc.string({ unit: fc.constantFrom(..."aZ09/=, ;%é"), maxLength: 30 });
  const forged = fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.dictionary(names, header, { maxKeys: 1 }));
  const failed = jest.spyOn(console, "error").mockImplementation(() => undefined);
  const anyCall = fc.asyncProperty(
    call,
    fc.nat(18),
    value,
    forged,
    async ({ service, target, input }, nth, other, changed) => {
      const whole = typeof other === "string" ? other : JSON.stringify(other);
      const body = nth < 15 ? exchanged(input, nth, other) : whole;
      const { status } = await send({ service, headers: { "x-amz-target": target }, body, forged: changed });
      expect(failed.mock.calls).toEqual([]);
      expect(status < 500 || status === 501).toBe(true);
    },
  );
  await fc.assert(anyCall, { numRuns: process.env.SOAK === undefined ? 250 : 20_000 });
  expect((await aliveCall()).status).toBe(200);
  failed.mockRestore();
});

describe("a listener", () => {
  async function withListener(handler: HttpHandler, use: (url: string) => Promise<void>) {
    const listener = await listen(handler, 0, 1_000);
    await use(listener.url).finally(() => listener.close());
  }

  it("refuses a body that is too long before it is complete, and closes the connection", async () => {
    const handler = jest.fn();
    await withListener(handler, async (url) => {
      const call = request(url, { method: "POST" });
      call.write("x".repeat(1_001));
      const [response] = (await once(call, "response")) as [IncomingMessage];
      expect(response.statusCode).toBe(413);
      expect(await text(response)).toContain("The request has more than 1000 bytes.");
      await once(call, "close");
      expect(handler).not.toHaveBeenCalled();
    });
  });

  it.each<[string, HttpHandler]>([
    ["throws", () => Promise.reject(new Error("secret"))],
    ["answers with an invalid status", async () => ({ status: Number.NaN, headers: {}, body: "secret" })],
  ])("reports only that it failed if its handler %s", async (_, handler) => {
    const printed = jest.spyOn(console, "error").mockImplementation(() => undefined);
    await withListener(handler, async (url) => {
      for (const _attempt of [1, 2]) {
        const answer = await fetch(url);
        expect([answer.status, await answer.json()]).toEqual([500, { message: "The sandbox failed at this request." }]);
      }
    });
    expect(printed).toHaveBeenCalledTimes(2);
    printed.mockRestore();
  });
});
