import { execFileSync } from "node:child_process";
import { join } from "node:path";
import {
  CloudTrailDataClient,
  CloudTrailDataServiceException,
  PutAuditEventsCommand,
  type PutAuditEventsCommandInput,
} from "../../../sandbox/lambda/cloudTrailDataClient";
import { channelArn, credentials, entry, eventText } from "../../support/cloudTrailData";
import { type CommandProcess, startEndpoint } from "../../support/endpointProcess";

const interpreter = process.env.BOTO3_PYTHON;

type Outcome =
  | { readonly error: string; readonly status: number }
  | {
      readonly successful: readonly (string | undefined)[];
      readonly failed: readonly (readonly (string | undefined)[])[];
    };

type Input = PutAuditEventsCommandInput;

const call = (auditEvents: Input["auditEvents"], outcome: Outcome, changes: Partial<Input> = {}) =>
  [{ channelArn, auditEvents, ...changes } satisfies Input, outcome] as const;
const taken = (...successful: readonly string[]): Outcome => ({ successful, failed: [] });
const refused = (error: string, status = 400): Outcome => ({ error, status });
const large = [..."abcde"].map((id) => ({ id, eventData: "x".repeat(200_000) }));
const elsewhere = { channelArn: channelArn.replace("us-east-1", "us-west-2") };
const failed = [
  ["checksum", "InvalidChecksum"],
  ["missing", "FieldNotFound"],
  ["long", "FieldTooLong"],
  ["surplus", "InvalidData"],
  ["recipient", "InvalidRecipient"],
];

/** Each call with what both clients must be answered. */
const calls = [
  call([entry("a"), entry("b", eventText({ eventName: "é😀" }))], taken("a", "b")),
  call([{ id: "a", eventData: eventText() }], taken("a"), { externalId: "a+b/c=d" }),
  call(
    [
      entry("sound"),
      { ...entry("checksum"), eventDataChecksum: "x" },
      entry("missing", "{}"),
      entry("long", eventText({ errorCode: "x".repeat(257) })),
      entry("surplus", eventText({ more: 1 })),
      entry("recipient", eventText({ recipientAccountId: "999999999999" })),
    ],
    { successful: ["sound"], failed },
  ),
  call([entry("a"), entry("a")], refused("DuplicatedAuditEventId")),
  call([], refused("ValidationException")),
  call([entry("a.b")], refused("ValidationException")),
  call([entry("a")], refused("ValidationException"), { externalId: "x" }),
  call([entry("a")], refused("InvalidChannelARN"), { channelArn: "no ARN" }),
  call([entry("a")], refused("ChannelNotFound"), elsewhere),
  call(large, refused("RequestEntityTooLarge", 413)),
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
