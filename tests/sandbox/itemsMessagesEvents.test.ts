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

/** A stack with a table and a topic, and an operator who may do everything. */
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

describe("DynamoDB, by its official client", () => {
  const put = (at: number, over: object = {}) =>
    dynamoDb.send(new PutItemCommand({ TableName, Item: { ...key, at: { N: String(at) } }, ...over }));
  const itemOf = async () => (await dynamoDb.send(new GetItemCommand({ TableName, Key: key }))).Item;

  it("writes on a condition, and gives the item for which it does not where that is asked for", async () => {
    expect(await itemOf()).toBeUndefined();
    const onlyNew = { ConditionExpression: "attribute_not_exists(finding)" };
    await put(9, onlyNew);
    expect(await itemOf()).toEqual({ ...key, at: { N: "9" } });
    const failure = await put(10, { ...onlyNew, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ConditionalCheckFailedException);
    expect((failure as ConditionalCheckFailedException).Item).toEqual({ ...key, at: { N: "9" } });
    expect(await put(10, onlyNew).catch((error) => error.Item)).toBeUndefined();

    const greater = (at: number) =>
      put(at, {
        ConditionExpression: "attribute_not_exists(finding) OR #at < :at",
        ExpressionAttributeNames: { "#at": "at" },
        ExpressionAttributeValues: { ":at": { N: String(at) } },
      });
    // Numbers compare as numbers: 10 is more than 9, and its text is not.
    await greater(10);
    await expect(greater(10)).rejects.toThrow("The conditional request failed");
  });
});

describe("SNS, by its official client", () => {
  it("takes a message with its subject", async () => {
    const Message = "Was it?\n<&> 'ä' \u2028";
    const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Subject: "[high] it", Message }));
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
    const published = { topicArn: TopicArn, subject: "[high] it", message: Message, at: startTime };
    expect(sandbox.published).toEqual([published]);
  });

  it.each([
    ["a topic that is not there", { TopicArn: `${TopicArn}-2` }, "Topic does not exist"],
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

describe("PutEvents, by the official client", () => {
  it("puts events on the default bus, and decides on each by itself", async () => {
    const event = { Source: "mine", DetailType: "Mine", Detail: '{"a":1}' };
    const others = [{ Source: "aws.mine" }, { Detail: "[]" }, { DetailType: "" }, { EventBusName: "other" }];
    const { Entries, FailedEntryCount } = await eventBridge.send(
      new PutEventsCommand({ Entries: [event, ...others.map((other) => ({ ...event, ...other }))] }),
    );
    expect(FailedEntryCount).toBe(4);
    const refusals = "NotAuthorizedForSourceException MalformedDetail InvalidArgument ResourceNotFoundException";
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, ...refusals.split(" ")]);
    const envelope = {
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "Mine",
      source: "mine",
      account: "123456789012",
      time: "2026-11-20T12:00:00Z",
      region: "us-east-1",
      resources: [],
      detail: { a: 1 },
    };
    expect(sandbox.putEvents).toEqual([{ eventBusName: "default", envelope }]);
  });
});
