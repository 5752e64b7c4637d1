import type { CloudTrailDataOptions } from "../../../sandbox/cloudTrailData/options";
import { type CallFault, parseFaults } from "../../../sandbox/faults";
import { type HttpListener, type HttpRequest, listen } from "../../../sandbox/http";
import {
  CloudTrailDataClient,
  CloudTrailDataServiceException,
  PutAuditEventsCommand,
  type PutAuditEventsCommandInput,
} from "../../../sandbox/lambda/cloudTrailDataClient";
import { channelArn, checksumOf, credentials, eventText } from "../../support/cloudTrailData";
import { service } from "../../support/cloudTrailDataService";

const listeners: HttpListener[] = [];
const clients: CloudTrailDataClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const listener of listeners.splice(0)) await listener.close();
});

/** The service over HTTP with a client of it, and the requests that came in. */
async function serve(changes: Partial<CloudTrailDataOptions> = {}, maxAttempts = 1) {
  const { accepted, handler } = service(changes);
  const requests: HttpRequest[] = [];
  const listener = await listen((request) => {
    requests.push(request);
    return handler(request);
  });
  listeners.push(listener);
  const client = new CloudTrailDataClient({ region: "us-east-1", credentials, maxAttempts, endpoint: listener.url });
  clients.push(client);
  return { accepted, requests, client };
}

function command(changes: Partial<PutAuditEventsCommandInput> = {}): PutAuditEventsCommand {
  const eventData = eventText();
  const auditEvents = [{ id: "a", eventData, eventDataChecksum: checksumOf(eventData) }];
  return new PutAuditEventsCommand({ channelArn, auditEvents, ...changes });
}

function scripted(...faults: readonly (CallFault | undefined)[]) {
  const left = [...faults];
  return { faults: { ...parseFaults([]), nextCall: () => left.shift() } };
}

describe("the client in the place of AWS's own", () => {
  test("sends a call as the API's model has it, signed for cloudtrail-data", async () => {
    const { client, requests } = await serve();
    await client.send(command({ externalId: "a+b/c=d:e@f" }));
    expect(requests).toHaveLength(1);
    const [request] = requests;
    expect([request?.method, request?.target, request?.headers["content-type"]]).toEqual([
      "POST",
      `/PutAuditEvents?channelArn=${encodeURIComponent(channelArn)}&externalId=a%2Bb%2Fc%3Dd%3Ae%40f`,
      "application/json",
    ]);
    expect(request?.headers.authorization).toContain("/us-east-1/cloudtrail-data/aws4_request");
    expect(JSON.parse(String(request?.body))).toEqual({
      auditEvents: [{ id: "a", eventData: eventText(), eventDataChecksum: checksumOf(eventText()) }],
    });
  });

  test("reads what was taken and what was not", async () => {
    const { client, accepted } = await serve();
    const eventData = eventText({ eventName: "é😀\u2028" });
    const { successful, failed } = await client.send(
      command({
        auditEvents: [
          { id: "a", eventData },
          { id: "b", eventData: "{" },
        ],
      }),
    );
    expect(successful).toEqual([{ id: "a", eventID: accepted[0]?.eventID }]);
    expect(failed).toEqual([{ id: "b", errorCode: "InvalidData", errorMessage: "eventData is not a JSON object" }]);
    expect(accepted[0]?.eventData).toBe(eventData);
  });

  test.each<[string, number, Partial<PutAuditEventsCommandInput>, CallFault | undefined]>([
    ["ChannelNotFound", 400, { channelArn: "2222" }, undefined],
    ["InvalidChannelARN", 400, { channelArn: "no ARN" }, undefined],
    ["AccessDeniedException", 403, {}, "access-denied"],
    ["ThrottlingException", 400, {}, "throttle"],
    ["InternalFailure", 500, {}, "internal-error"],
    ["ServiceUnavailable", 503, {}, "unavailable"],
    ["ExpiredTokenException", 403, {}, "expired-token"],
  ])("throws errors by their name: %s", async (name, httpStatusCode, changes, fault) => {
    const { client } = await serve(scripted(fault));
    const error = await client.send(command(changes)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CloudTrailDataServiceException);
    expect(error).toMatchObject({
      name,
      $fault: httpStatusCode < 500 ? "client" : "server",
      $metadata: { httpStatusCode },
    });
  });

  test("repeats a call after a passing fault, and not after a refusal", async () => {
    const passing = await serve(scripted("throttle", "reset-after-accept", undefined), 3);
    await passing.client.send(command());
    expect(passing.requests).toHaveLength(3);
    expect(passing.accepted.map(({ id }) => id)).toEqual(["a", "a"]);
    const refused = await serve(scripted("access-denied"), 3);
    await expect(refused.client.send(command())).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(refused.requests).toHaveLength(1);
  });

  test.each<[CallFault, number]>([
    ["reset", 0],
    ["reset-after-accept", 1],
    ["malformed", 1],
  ])("reports %s as an error, whether the events were accepted or not", async (fault, times) => {
    const { client, accepted } = await serve(scripted(fault));
    await expect(client.send(command())).rejects.toBeInstanceOf(Error);
    expect(accepted).toHaveLength(times);
  });
});
