import { buildSync } from "esbuild";
import type { CloudTrailDataOptions } from "../../../sandbox/cloudTrailData/options";
import { type CallFault, type FaultPlan, parseFaults } from "../../../sandbox/faults";
import { type HttpListener, type HttpRequest, listen } from "../../../sandbox/http";
import {
  ChannelInsufficientPermission,
  ChannelNotFound,
  CloudTrailDataClient,
  type CloudTrailDataClientConfig,
  CloudTrailDataServiceException,
  DuplicatedAuditEventId,
  InvalidChannelARN,
  PutAuditEventsCommand,
} from "../../../sandbox/lambda/cloudTrailDataClient";
import { accountId, channelArn, checksumOf, credentials, eventText } from "../../support/cloudTrailData";
import { service } from "../../support/cloudTrailDataService";

const listeners: HttpListener[] = [];
const clients: CloudTrailDataClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const listener of listeners.splice(0)) await listener.close();
});

/** The service over HTTP with a client of it, and the requests that came in. */
async function serve(changes: Partial<CloudTrailDataOptions> = {}, config: CloudTrailDataClientConfig = {}) {
  const { accepted, observed, handler } = service(changes);
  const requests: HttpRequest[] = [];
  const listener = await listen((request) => {
    requests.push(request);
    return handler(request);
  });
  listeners.push(listener);
  const client = newClient({ endpoint: listener.url, ...config });
  return { accepted, observed, requests, url: listener.url, client };
}

function newClient(config: CloudTrailDataClientConfig): CloudTrailDataClient {
  const client = new CloudTrailDataClient({ region: "us-east-1", credentials, maxAttempts: 1, ...config });
  clients.push(client);
  return client;
}

function command(changes: Readonly<Record<string, unknown>> = {}): PutAuditEventsCommand {
  const eventData = eventText();
  const auditEvents = [{ id: "a", eventData, eventDataChecksum: checksumOf(eventData) }];
  return new PutAuditEventsCommand({ channelArn, auditEvents, ...changes });
}

function scripted(...faults: readonly (CallFault | undefined)[]): FaultPlan {
  const left = [...faults];
  return { ...parseFaults([]), nextCall: () => left.shift() };
}

async function errorOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("the client", () => {
  test("sends a call as the API's model has it, signed for cloudtrail-data", async () => {
    const { client, requests } = await serve();
    await client.send(command({ externalId: "a+b/c=d:e@f" }));
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect(request?.method).toBe("POST");
    expect(request?.target).toBe(
      `/PutAuditEvents?channelArn=${encodeURIComponent(channelArn)}&externalId=a%2Bb%2Fc%3Dd%3Ae%40f`,
    );
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(request?.headers.authorization).toContain("/us-east-1/cloudtrail-data/aws4_request");
    expect(JSON.parse(String(request?.body))).toEqual({
      auditEvents: [{ id: "a", eventData: eventText(), eventDataChecksum: checksumOf(eventText()) }],
    });
  });

  test("reads what was taken and what was not", async () => {
    const { client, accepted } = await serve();
    const auditEvents = [
      { id: "a", eventData: eventText({ eventName: "é😀\u2028" }) },
      { id: "b", eventData: "{" },
    ];
    const { successful, failed, $metadata } = await client.send(command({ auditEvents }));
    expect(successful).toEqual([{ id: "a", eventID: accepted[0]?.eventID }]);
    expect(failed).toEqual([{ id: "b", errorCode: "InvalidData", errorMessage: "eventData is not a JSON object" }]);
    expect($metadata).toMatchObject({
      httpStatusCode: 200,
      attempts: 1,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(accepted[0]?.eventData).toBe(eventText({ eventName: "é😀\u2028" }));
  });

  test.each([
    [ChannelNotFound, { channelArn: "2222" }],
    [InvalidChannelARN, { channelArn: "no ARN" }],
    [
      DuplicatedAuditEventId,
      {
        auditEvents: [
          { id: "a", eventData: "{}" },
          { id: "a", eventData: "{}" },
        ],
      },
    ],
  ])("throws the API's own exceptions: %p", async (exception, changes) => {
    const { client } = await serve();
    const error = await errorOf(client.send(command(changes)));
    expect(error).toBeInstanceOf(exception);
    expect(error).toBeInstanceOf(CloudTrailDataServiceException);
    expect(error).not.toBeInstanceOf(ChannelInsufficientPermission);
    expect(error).toMatchObject({ $fault: "client", $metadata: { httpStatusCode: 400, attempts: 1 } });
  });

  test("throws the exception of a wrong external ID", async () => {
    const { client } = await serve({ findChannel: () => ({ arn: channelArn, accountId, externalId: "secret" }) });
    const error = await errorOf(client.send(command()));
    expect(error).toBeInstanceOf(ChannelInsufficientPermission);
    expect(error).toMatchObject({
      name: "ChannelInsufficientPermission",
      message: expect.stringContaining("external ID"),
    });
  });

  test.each([
    ["access-denied", "AccessDeniedException", "client", 403],
    ["throttle", "ThrottlingException", "client", 400],
    ["internal-error", "InternalFailure", "server", 500],
    ["unavailable", "ServiceUnavailable", "server", 503],
    ["expired-token", "ExpiredTokenException", "client", 403],
  ] as const)("throws errors that the model does not declare by their name: %s", async (fault, name, side, status) => {
    const { client } = await serve({ faults: scripted(fault) });
    const error = await errorOf(client.send(command()));
    expect(error).toBeInstanceOf(CloudTrailDataServiceException);
    expect(error).toMatchObject({ name, $fault: side, $metadata: { httpStatusCode: status } });
  });

  test("is refused when it signs with another secret, for another Region or an hour away", async () => {
    const { url } = await serve();
    const wrongSecret = newClient({ endpoint: url, credentials: { ...credentials, secretAccessKey: "other" } });
    expect(await errorOf(wrongSecret.send(command()))).toMatchObject({ name: "SignatureDoesNotMatch" });
    const elsewhere = newClient({ endpoint: url, region: "us-west-2" });
    expect(await errorOf(elsewhere.send(command()))).toMatchObject({ name: "ChannelNotFound" });
    const late = newClient({ endpoint: url, systemClockOffset: -3_600_000 });
    expect(await errorOf(late.send(command()))).toMatchObject({ name: "RequestExpired" });
  });
});

describe("retries", () => {
  test("end with the first answer that is no passing fault", async () => {
    const { client, accepted, observed } = await serve(
      { faults: scripted("throttle", "unavailable", undefined) },
      { maxAttempts: 3 },
    );
    const { $metadata } = await client.send(command());
    expect($metadata).toMatchObject({ attempts: 3 });
    expect(observed.map(({ status }) => status)).toEqual([400, 503, 200]);
    expect(accepted).toHaveLength(1);
  });

  test("are not made of a refusal that stays", async () => {
    const { client, observed } = await serve({ faults: scripted("access-denied") }, { maxAttempts: 3 });
    expect(await errorOf(client.send(command()))).toMatchObject({ name: "AccessDeniedException" });
    expect(observed).toHaveLength(1);
  });

  test("bring events twice when the answer to the first call was lost", async () => {
    const { client, accepted } = await serve({ faults: scripted("reset-after-accept", undefined) }, { maxAttempts: 2 });
    await client.send(command());
    expect(accepted.map(({ id }) => id)).toEqual(["a", "a"]);
  });
});

describe("without retries", () => {
  test("a cut connection is an error, whether the events were accepted or not", async () => {
    const { client, accepted } = await serve({ faults: scripted("reset", "reset-after-accept") });
    expect(await errorOf(client.send(command()))).toMatchObject({ message: expect.stringContaining("socket hang up") });
    expect(accepted).toHaveLength(0);
    expect(await errorOf(client.send(command()))).toMatchObject({ message: expect.stringContaining("socket hang up") });
    expect(accepted).toHaveLength(1);
  });

  test("a malformed answer is an error", async () => {
    const { client, accepted } = await serve({ faults: scripted("malformed") });
    expect(await errorOf(client.send(command()))).toBeInstanceOf(SyntaxError);
    expect(accepted).toHaveLength(1);
  });

  test("a call can be called off while its answer is late", async () => {
    const calledOff = new AbortController();
    const { client } = await serve({ latencyMilliseconds: 1, sleep: () => new Promise(() => calledOff.abort()) });
    const answer = client.send(command(), { abortSignal: calledOff.signal });
    expect(await errorOf(answer)).toMatchObject({ name: "AbortError" });
  });
});

describe("the endpoint", () => {
  /** Where a client without an explicit endpoint sends its calls. */
  async function hostOf(environment: Readonly<Record<string, string>>): Promise<string> {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const requests: { readonly hostname: string; readonly port?: number }[] = [];
      const requestHandler = {
        handle: async (request: { readonly hostname: string; readonly port?: number }) => {
          requests.push(request);
          throw new Error("not sent");
        },
      };
      await errorOf(newClient({ region: "eu-west-1", requestHandler }).send(command()));
      return [requests[0]?.hostname, requests[0]?.port].filter((part) => part !== undefined).join(":");
    } finally {
      process.env = before;
    }
  }

  test("is the Region's by itself, and the environment's where that names one", async () => {
    expect(await hostOf({})).toBe("cloudtrail-data.eu-west-1.amazonaws.com");
    expect(await hostOf({ AWS_ENDPOINT_URL: "http://127.0.0.1:1" })).toBe("127.0.0.1:1");
    expect(
      await hostOf({ AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_CLOUDTRAIL_DATA: "http://127.0.0.1:2" }),
    ).toBe("127.0.0.1:2");
  });
});

test("compiled for the Lambda runtime it needs nothing but the SDK", () => {
  const { outputFiles } = buildSync({
    entryPoints: [require.resolve("../../../sandbox/lambda/cloudTrailDataClient.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    external: ["@aws-sdk/*", "@smithy/*"],
  });
  const needed = [...(outputFiles[0]?.text.matchAll(/require\("([^"]+)"\)/g) ?? [])].map(([, name]) => name);
  expect([...new Set(needed)].sort()).toEqual([
    "@aws-sdk/client-cloudtrail",
    "@aws-sdk/core/protocols",
    "@smithy/core/client",
    "@smithy/core/endpoints",
    "@smithy/core/schema",
  ]);
});
