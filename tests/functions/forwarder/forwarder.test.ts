import { contextWith, oktaBody, sqsEvent, sqsRecord } from "../sqsEvent";

const mockCalls: { readonly configuration: unknown; readonly input: unknown; readonly options: unknown }[] = [];
const mockParked: unknown[] = [];
let mockSqsLoads = 0;

jest.mock(
  "@aws-sdk/client-cloudtrail-data",
  () => ({
    PutAuditEventsCommand: class {
      constructor(readonly input: { readonly auditEvents: readonly { readonly id: string }[] }) {}
    },
    CloudTrailDataClient: class {
      constructor(readonly configuration: unknown) {}
      async send(
        { input }: { readonly input: { readonly auditEvents: readonly { readonly id: string }[] } },
        options: unknown,
      ) {
        mockCalls.push({ configuration: this.configuration, input, options });
        return { successful: input.auditEvents.map(({ id }) => ({ id, eventID: id })), failed: [] };
      }
    },
  }),
  { virtual: true },
);

jest.mock("@aws-sdk/client-sqs", () => {
  mockSqsLoads += 1;
  return {
    SendMessageBatchCommand: class {
      constructor(readonly input: unknown) {}
    },
    SQSClient: class {
      async send({ input }: { readonly input: { readonly Entries: readonly { readonly Id: string }[] } }) {
        mockParked.push(input);
        return { Successful: input.Entries.map(({ Id }) => ({ Id })) };
      }
    },
  };
});

// After the mocks, which stand in for what may not be installed.
import { createForwarder } from "../../../functions/forwarder/forwarder";

const channelArn = "arn:aws:cloudtrail:eu-west-1:123456789012:channel/abc";
const queueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters";
const before = { ...process.env };
const lines: string[] = [];

beforeEach(() => {
  process.env.CHANNEL_ARN = channelArn;
  process.env.DEAD_LETTER_QUEUE_URL = queueUrl;
  mockCalls.length = 0;
  mockParked.length = 0;
  lines.length = 0;
  jest.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
});

test.each([
  ["CHANNEL_ARN", "One of the environment variables CHANNEL_ARN and AUDIT_LOG_GROUP_ARN must be set; neither is."],
  [
    "DEAD_LETTER_QUEUE_URL",
    "The environment variable DEAD_LETTER_QUEUE_URL must be the URL of an SQS queue; it is not set.",
  ],
])("without %s the function does not start", (name, message) => {
  delete process.env[name];
  expect(() => createForwarder({ integration: "okta", vendor: "okta" })).toThrow(message);
});

test("events go to the channel in its own Region, without repetitions of the SDK's, with a way to abort", async () => {
  const handler = createForwarder({ integration: "okta", vendor: "okta" });
  expect(await handler(sqsEvent(sqsRecord("m1", oktaBody("u1"))), contextWith(40_000))).toEqual({
    batchItemFailures: [],
  });
  expect(mockCalls).toEqual([
    {
      configuration: expect.objectContaining({ region: "eu-west-1", maxAttempts: 1 }),
      input: {
        channelArn,
        auditEvents: [
          {
            id: "u1",
            eventData: expect.stringContaining('"UID":"u1"'),
            eventDataChecksum: expect.stringMatching(/^.{43}=$/),
          },
        ],
      },
      options: { abortSignal: expect.any(AbortSignal) },
    },
  ]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{"_aws".*\}\n$/);
});

test("the SQS client is loaded at the first reject and not before", async () => {
  const handler = createForwarder({ integration: "okta", vendor: "okta" });
  await handler(sqsEvent(sqsRecord("m1", oktaBody("u1"))), contextWith(40_000));
  expect(mockSqsLoads).toBe(0);
  expect(await handler(sqsEvent(sqsRecord("m2", "{")), contextWith(40_000))).toEqual({ batchItemFailures: [] });
  expect(mockSqsLoads).toBe(1);
  expect(mockParked).toEqual([{ QueueUrl: queueUrl, Entries: [expect.objectContaining({ MessageBody: "{" })] }]);
});

test("the handler takes two parameters, as Lambda's newer runtimes ask for", () => {
  expect(createForwarder({ integration: "okta", vendor: "okta" })).toHaveLength(2);
});

test("an empty batch is accepted, and sends nothing", async () => {
  const handler = createForwarder({ integration: "okta", vendor: "okta" });
  expect(await handler({ Records: [] }, contextWith(40_000))).toEqual({ batchItemFailures: [] });
  expect(mockCalls).toEqual([]);
  expect(mockParked).toEqual([]);
});
