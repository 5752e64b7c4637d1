import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { allowEverything } from "../../sandbox/authorization";
import { deploy, type Sandbox } from "../../sandbox/sandbox";
import { declareStack, oktaAlone } from "../support/declare";
import { operatorClient } from "../support/operator";
import { startTime } from "../support/stack";

const TableName = "partner-audit-dev_findings";
const TopicArn = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_findings";
const key = { detection: { S: "d" }, finding: { S: "f" } };

/** A stack with a table and a topic, and an operator with all permissions. */
let sandbox: Sandbox;
let dynamoDb: DynamoDBClient;
let sns: SNSClient;
let eventBridge: EventBridgeClient;
beforeAll(async () => {
  const { resources } = await declareStack({ vendors: oktaAlone, detections: { "okta-impersonation": {} } });
  sandbox = await deploy(resources, { startTime, authorize: allowEverything });
  const options = operatorClient(sandbox);
  dynamoDb = new DynamoDBClient(options);
  sns = new SNSClient(options);
  eventBridge = new EventBridgeClient(options);
});
afterAll(() => sandbox.close());

describe("DynamoDB, through its official client", () => {
  const put = (at: number, over: object = {}) =>
    dynamoDb.send(new PutItemCommand({ TableName, Item: { ...key, at: { N: String(at) } }, ...over }));
  const itemOf = async () => (await dynamoDb.send(new GetItemCommand({ TableName, Key: key }))).Item;

  it("writes on a condition, and returns the item on a failed condition if requested", async () => {
    expect(await itemOf()).toBeUndefined();
    const onlyNew = { ConditionExpression: "attribute_not_exists(#f)", ExpressionAttributeNames: { "#f": "finding" } };
    await put(9, onlyNew);
    expect(await itemOf()).toEqual({ ...key, at: { N: "9" } });
    const failure = await put(10, { ...onlyNew, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect((failure as ConditionalCheckFailedException).Item).toEqual({ ...key, at: { N: "9" } });
    expect(await put(10, onlyNew).catch((error) => error.Item)).toBeUndefined();

    // Numbers compare exactly: 10 is more than 9, but its text is not; a double cannot distinguish the next two.
    await put(10, greater("10"));
    await expect(put(10, greater("10"))).rejects.toThrow("The conditional request failed");
    await put(9007199254740992, {});
    await put(1, greater("9007199254740993"));
  });

  const names = { "#f": "finding", "#at": "at" };
  const greater = (at: string) => ({
    ConditionExpression: "attribute_not_exists(#f) OR #at < :at",
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ":at": { N: at } },
  });

  it.each([
    ["-0150", "-150"],
    ["-0", "0"],
    ["9".repeat(38), "9".repeat(38)],
  ])("stores the number %s without redundant zeros: %s", async (given, stored) => {
    await put(0, { Item: { ...key, at: { N: given } } });
    expect(await itemOf()).toEqual({ ...key, at: { N: stored } });
  });

  // The numbers that DynamoDB refuses in dynalite's tests (mhart/dynalite, test/putItem.js); sizes from the Developer Guide.
  const long = (length: number) => ({ S: "x".repeat(length) });
  it.each<[string, object]>([
    ...["", "b", "1e126", "-1e126", "1e-131", "1.5", "9".repeat(39)].map((N): [string, object] => [
      "does not support this value",
      { Item: { ...key, N: { N } } },
    ]),
    ...[{ SS: [] }, { S: "x", N: "1" }, { NULL: false }, { M: {} }, {}].map((value): [string, object] => [
      "does not support this value",
      { Item: { ...key, value } },
    ]),
    ["exceeded the maximum allowed size", { Item: { ...key, a: long(409_600 - 18) } }],
    ["the key finding", { Item: { detection: key.detection } }],
    ["the key finding", { Item: { ...key, finding: { N: "1" } } }],
    ["the key finding", { Item: { ...key, finding: long(1_025) } }],
    ["the key detection", { Item: { ...key, detection: long(2_049) } }],
    ["the key detection", { Item: { ...key, detection: long(0) } }],
    ...["#f = :at", "#at < :at AND #at < :at", "NOT #at < :at", "attribute_not_exists(status)"].map(
      (ConditionExpression): [string, object] => ["condition", { ...greater("1"), ConditionExpression }],
    ),
    ["#x is used in the expression and is not defined", { ConditionExpression: "attribute_not_exists(#x)" }],
    ["unused in expressions: #more", { ...greater("1"), ExpressionAttributeNames: { ...names, "#more": "m" } }],
    ["unused in expressions: #f, #at", { ExpressionAttributeNames: names }],
    ["compares only numbers", { ...greater("1"), ExpressionAttributeValues: { ":at": { S: "1" } } }],
    ["ReturnValues: the sandbox does not support", { ReturnValues: "ALL_OLD" }],
    ["ReturnConsumedCapacity: the sandbox does not support", { ReturnConsumedCapacity: "TOTAL" }],
  ])("refuses a call that %s: %j", async (message, over) => {
    await expect(put(1, over)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
    });
  });

  it("accepts an item of exactly 400 KB", async () => {
    await put(1, { Item: { ...key, a: long(409_600 - 19) } });
  });
});

describe("SNS, through its official client", () => {
  it("accepts a message with its subject", async () => {
    const Message = "Was it?\n<&> 'ä' \u2028";
    const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Subject: "[high] it", Message }));
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    const published = { topicArn: TopicArn, subject: "[high] it", message: Message, at: startTime };
    expect(sandbox.published).toEqual([published]);
  });

  it.each([
    ["a missing topic", { TopicArn: `${TopicArn}-2` }, "Topic does not exist"],
    ["a subject of two lines", { Subject: "a\nb" }, "Invalid parameter: Subject"],
    ["a long subject", { Subject: "x".repeat(101) }, "Invalid parameter: Subject"],
    ["no message", { Message: "" }, "Invalid parameter: Message"],
    ["over 256 KiB", { Message: "x".repeat(262_145) }, "Invalid parameter: Message"],
  ])("refuses %s", async (_what, over, message) => {
    const before = sandbox.published.length;
    await expect(sns.send(new PublishCommand({ TopicArn, Message: "m", ...over }))).rejects.toThrow(message);
    expect(sandbox.published).toHaveLength(before);
  });
});

describe("PutEvents, through the official client", () => {
  it("puts events on the default bus, and accepts or refuses each separately", async () => {
    const event = { Source: "mine", DetailType: "Mine", Detail: '{"a":1}' };
    const good = {
      ...event,
      Time: new Date("2026-01-02T03:04:05.678Z"),
      Resources: ["arn:aws:x"],
      DetailType: "t".repeat(128),
    };
    const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
    const refused: readonly [string, object][] = [
      ["NotAuthorizedForSourceException", { Source: "aws.mine" }],
      ["ResourceNotFoundException", { EventBusName: "other" }],
      ["MalformedDetail", { Detail: "[]" }],
      ["MalformedDetail", { Detail: nested(1001) }],
      ["InvalidArgument", { DetailType: "" }],
      ["InvalidArgument", { DetailType: "t".repeat(129) }],
      ["InvalidArgument", { Time: new Date(-1000) }],
      ["InvalidArgument", { Detail: JSON.stringify({ a: "x".repeat(1_048_576) }) }],
    ];
    const entries = [event, ...refused.map(([, other]) => ({ ...event, ...other })), good];
    const { Entries = [], FailedEntryCount } = await eventBridge.send(new PutEventsCommand({ Entries: entries }));
    expect(FailedEntryCount).toBe(refused.length);
    expect(Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, ...refused.map(([code]) => code), undefined]);
    const envelope = {
      version: "0",
      id: Entries[0]?.EventId,
      "detail-type": "Mine",
      source: "mine",
      account: "123456789012",
      time: "2026-11-20T12:00:00Z",
      region: "us-east-1",
      resources: [],
      detail: { a: 1 },
    };
    const given = {
      id: Entries.at(-1)?.EventId,
      "detail-type": good.DetailType,
      time: "2026-01-02T03:04:05Z",
      resources: ["arn:aws:x"],
    };
    const onBus = [envelope, { ...envelope, ...given }].map((one) => ({ eventBusName: "default", envelope: one }));
    expect(sandbox.putEvents).toEqual(onBus);
  });
});
