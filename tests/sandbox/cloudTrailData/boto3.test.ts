import { execFileSync } from "node:child_process";
import { join } from "node:path";
import {
  CloudTrailDataClient,
  CloudTrailDataServiceException,
  PutAuditEventsCommand,
  type PutAuditEventsCommandInput,
} from "../../../sandbox/lambda/cloudTrailDataClient";
import { channelArn, checksumOf, credentials, eventText } from "../../support/cloudTrailData";
import { type CommandProcess, startEndpoint } from "../../support/endpointProcess";

const interpreter = process.env.BOTO3_PYTHON;

type Outcome =
  | { readonly error: string; readonly status: number }
  | {
      readonly successful: readonly (string | undefined)[];
      readonly failed: readonly (readonly (string | undefined)[])[];
    };

function entry(id: string, eventData = eventText()) {
  return { id, eventData, eventDataChecksum: checksumOf(eventData) };
}

/** Each call with what both clients must be answered. */
const calls: readonly (readonly [PutAuditEventsCommandInput, Outcome])[] = [
  [
    { channelArn, auditEvents: [entry("a"), entry("b", eventText({ eventName: "é😀" }))] },
    { successful: ["a", "b"], failed: [] },
  ],
  [
    { channelArn, externalId: "a+b/c=d", auditEvents: [{ id: "a", eventData: eventText() }] },
    { successful: ["a"], failed: [] },
  ],
  [
    {
      channelArn,
      auditEvents: [
        entry("sound"),
        { ...entry("checksum"), eventDataChecksum: "x" },
        entry("missing", "{}"),
        entry("long", eventText({ errorCode: "x".repeat(257) })),
        entry("surplus", eventText({ more: 1 })),
        entry("recipient", eventText({ recipientAccountId: "999999999999" })),
      ],
    },
    {
      successful: ["sound"],
      failed: [
        ["checksum", "InvalidChecksum"],
        ["missing", "FieldNotFound"],
        ["long", "FieldTooLong"],
        ["surplus", "InvalidData"],
        ["recipient", "InvalidRecipient"],
      ],
    },
  ],
  [
    { channelArn, auditEvents: [entry("a"), entry("a")] },
    { error: "DuplicatedAuditEventId", status: 400 },
  ],
  [
    { channelArn, auditEvents: [] },
    { error: "ValidationException", status: 400 },
  ],
  [
    { channelArn, auditEvents: [entry("a.b")] },
    { error: "ValidationException", status: 400 },
  ],
  [
    { channelArn, externalId: "x", auditEvents: [entry("a")] },
    { error: "ValidationException", status: 400 },
  ],
  [
    { channelArn: "no ARN", auditEvents: [entry("a")] },
    { error: "InvalidChannelARN", status: 400 },
  ],
  [
    { channelArn: channelArn.replace("us-east-1", "us-west-2"), auditEvents: [entry("a")] },
    { error: "ChannelNotFound", status: 400 },
  ],
  [
    { channelArn, auditEvents: ["a", "b", "c", "d", "e"].map((id) => ({ id, eventData: "x".repeat(200_000) })) },
    { error: "RequestEntityTooLarge", status: 413 },
  ],
];

async function outcomeOf(client: CloudTrailDataClient, input: PutAuditEventsCommandInput): Promise<Outcome> {
  try {
    const { successful = [], failed = [] } = await client.send(new PutAuditEventsCommand(input));
    return { successful: successful.map(({ id }) => id), failed: failed.map(({ id, errorCode }) => [id, errorCode]) };
  } catch (error) {
    if (!(error instanceof CloudTrailDataServiceException)) throw error;
    return { error: error.name, status: error.$metadata.httpStatusCode ?? 0 };
  }
}

describe("the endpoint as a command", () => {
  let command: CommandProcess;
  let endpoint: string;

  beforeAll(async () => {
    command = startEndpoint("--json");
    endpoint = (JSON.parse((await command.nextLine()) ?? "") as { readonly url: string }).url;
  });

  afterAll(async () => {
    command.process.kill("SIGTERM");
    await command.ended();
  });

  test("answers the SDK for JavaScript as documented", async () => {
    const client = new CloudTrailDataClient({ region: "us-east-1", endpoint, credentials, maxAttempts: 1 });
    const outcomes: Outcome[] = [];
    for (const [input] of calls) outcomes.push(await outcomeOf(client, input));
    client.destroy();
    expect(outcomes).toEqual(calls.map(([, expected]) => expected));
  });

  (interpreter === undefined ? test.skip : test)("answers boto3 in the same way", () => {
    const output = execFileSync(interpreter ?? "", [join(__dirname, "putAuditEvents.py")], {
      input: JSON.stringify({ endpoint, calls: calls.map(([input]) => input) }),
      encoding: "utf8",
    });
    expect(JSON.parse(output)).toEqual(calls.map(([, expected]) => expected));
  });
});
