import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { allowEverything } from "../../sandbox/authorization";
import type { StackSandbox } from "../../sandbox/stackSandbox";
import { declaredAuthorization } from "../../sandbox/wiring/authorization";
import { declareStack, oktaAlone } from "../support/declare";
import { operatorClient } from "../support/operator";
import { startTime, withStack } from "../support/stack";

const configuration = { vendors: oktaAlone, detections: { "okta-impersonation": {} } };
const TableName = "partner-audit-dev_findings";
const TopicArn = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_findings";

/** A stack with a table and a topic, and an operator who may do everything. */
function withOperator<T>(work: (stack: StackSandbox) => Promise<T>): Promise<T> {
  return withStack(work, { authorize: allowEverything, startTime }, configuration);
}

/** The name and the message of what is thrown. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "none",
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe("DynamoDB, by its official client", () => {
  const key = { detection: { S: "d" }, finding: { S: "f" } };

  it("gives what was put, and nothing where nothing was", async () => {
    await withOperator(async ({ sandbox }) => {
      const client = new DynamoDBClient(operatorClient(sandbox));
      expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item).toBeUndefined();
      await client.send(new PutItemCommand({ TableName, Item: { ...key, at: { N: "7" } } }));
      expect((await client.send(new GetItemCommand({ TableName, Key: key }))).Item).toEqual({ ...key, at: { N: "7" } });
    });
  });

  it("writes on a condition, and gives the item for which it does not where that is asked for", async () => {
    await withOperator(async ({ sandbox }) => {
      const client = new DynamoDBClient(operatorClient(sandbox));
      const put = (at: number, over: object) =>
        client.send(new PutItemCommand({ TableName, Item: { ...key, at: { N: String(at) } }, ...over }));
      const onlyNew = { ConditionExpression: "attribute_not_exists(finding)" };
      await put(9, onlyNew);
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

  it.each([
    ["another table", { TableName: "other" }, "ResourceNotFoundException: Requested resource not found"],
    [
      "a key that is missing",
      { Item: { detection: { S: "d" } } },
      "ValidationException: One or more parameter values were invalid: Missing the key, or of another type, in the item",
    ],
    [
      "an empty key",
      { Item: { ...key, finding: { S: "" } } },
      "ValidationException: One or more parameter values were invalid: Missing the key, or of another type, in the item",
    ],
    [
      "a condition that it does not play",
      { ConditionExpression: "begins_with(finding, :x)" },
      "ValidationException: The sandbox does not play the condition begins_with(finding, :x).",
    ],
    [
      "a value that is not given",
      { ConditionExpression: "finding = :x" },
      "ValidationException: Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x",
    ],
    [
      "a name that is not given",
      { ConditionExpression: "attribute_exists(#x)" },
      "ValidationException: Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #x",
    ],
  ])("refuses %s", async (_what, over, message) => {
    await withOperator(async ({ sandbox }) => {
      const client = new DynamoDBClient(operatorClient(sandbox));
      const put = client.send(new PutItemCommand({ TableName, Item: { ...key, at: { N: "1" } }, ...over }));
      expect(await refusal(put)).toBe(message);
    });
  });
});

describe("SNS, by its official client", () => {
  it("takes a message with its subject", async () => {
    await withOperator(async ({ sandbox }) => {
      const client = new SNSClient(operatorClient(sandbox));
      const Message = "Was it?\n<&> 'ä' \u2028";
      const { MessageId } = await client.send(new PublishCommand({ TopicArn, Subject: "[high] it", Message }));
      expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
      expect(sandbox.published).toEqual([
        { topicArn: TopicArn, subject: "[high] it", message: Message, at: startTime },
      ]);
    });
  });

  it.each([
    ["a topic that is not there", { TopicArn: `${TopicArn}-2` }, "NotFoundException: Topic does not exist"],
    ["a subject of two lines", { Subject: "a\nb" }, "InvalidParameterException: Invalid parameter: Subject"],
    [
      "a subject of over 100 characters",
      { Subject: "x".repeat(101) },
      "InvalidParameterException: Invalid parameter: Subject",
    ],
    ["no message", { Message: "" }, "InvalidParameterException: Invalid parameter: Message"],
    ["more than 256 KiB", { Message: "x".repeat(262_145) }, "InvalidParameterException: Invalid parameter: Message"],
  ])("refuses %s", async (_what, over, message) => {
    await withOperator(async ({ sandbox }) => {
      const client = new SNSClient(operatorClient(sandbox));
      expect(await refusal(client.send(new PublishCommand({ TopicArn, Message: "m", ...over })))).toBe(message);
      expect(sandbox.published).toEqual([]);
    });
  });
});

describe("PutEvents, by the official client", () => {
  const entry = { Source: "mine", DetailType: "Mine", Detail: '{"a":1}' };

  it("puts events on the default bus, each judged by itself", async () => {
    await withOperator(async ({ sandbox }) => {
      const client = new EventBridgeClient(operatorClient(sandbox));
      const { Entries, FailedEntryCount } = await client.send(
        new PutEventsCommand({
          Entries: [
            entry,
            { ...entry, Source: "aws.mine" },
            { ...entry, Detail: "[]" },
            { ...entry, DetailType: "" },
            { ...entry, EventBusName: "other" },
          ],
        }),
      );
      expect(FailedEntryCount).toBe(4);
      expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
        undefined,
        "NotAuthorizedForSourceException",
        "MalformedDetail",
        "InvalidArgument",
        "ResourceNotFoundException",
      ]);
      expect(sandbox.putEvents).toEqual([
        {
          eventBusName: "default",
          envelope: {
            version: "0",
            id: Entries?.[0]?.EventId,
            "detail-type": "Mine",
            source: "mine",
            account: "123456789012",
            time: "2026-11-20T12:00:00Z",
            region: "us-east-1",
            resources: [],
            detail: { a: 1 },
          },
        },
      ]);
    });
  });

  it("refuses more than ten events at once", async () => {
    await withOperator(async ({ sandbox }) => {
      const client = new EventBridgeClient(operatorClient(sandbox));
      const call = client.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry) }));
      expect(await refusal(call)).toBe("ValidationException: Entries must hold 1 to 10 entries.");
    });
  });
});

test("whoever has no grant is refused by each of the three", async () => {
  const { resources } = await declareStack(configuration);
  await withStack(
    async ({ sandbox }) => {
      const options = operatorClient(sandbox);
      const Entries = [{ Source: "mine", DetailType: "Mine", Detail: "{}" }];
      const calls = [
        new DynamoDBClient(options).send(new GetItemCommand({ TableName, Key: {} })),
        new SNSClient(options).send(new PublishCommand({ TopicArn, Message: "m" })),
        new EventBridgeClient(options).send(new PutEventsCommand({ Entries })),
      ];
      const refusals = await Promise.all(calls.map(refusal));
      expect(
        refusals.map((text) => text.replace(/: .* is not authorized/, ": nobody is not authorized").slice(0, 60)),
      ).toEqual([
        expect.stringMatching(/^AccessDeniedException: nobody is not authorized/),
        expect.stringMatching(/^AuthorizationErrorException: nobody is not authorized/),
        expect.stringMatching(/^AccessDeniedException: nobody is not authorized/),
      ]);
    },
    { authorize: declaredAuthorization(resources) },
    configuration,
  );
});
