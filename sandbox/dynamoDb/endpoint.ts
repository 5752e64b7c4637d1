import type { HttpHandler } from "../http";
import { type AwsError, awsError } from "../protocol/awsError";
import {
  createJsonHandler,
  type JsonAnswer,
  type JsonCaller,
  operation,
  type ServiceAccess,
} from "../protocol/awsJson";
import { flag, mapOf, oneOf, required, text, type ValidInputs } from "../provider/values";
import { ConditionError, holds } from "./condition";
import type { Item, Table } from "./table";
import { attributes, normalized, sizeOf } from "./values";

interface DynamoDbOptions extends ServiceAccess {
  /** By name. */
  readonly tables: ReadonlyMap<string, Table>;
}

const getMembers = { TableName: required(text(1)), Key: required(attributes), ConsistentRead: flag };
const putMembers = {
  TableName: required(text(1)),
  Item: required(attributes),
  ConditionExpression: text(1, 4096),
  ExpressionAttributeNames: mapOf(text(1)),
  ExpressionAttributeValues: attributes,
  ReturnValuesOnConditionCheckFailure: oneOf("ALL_OLD", "NONE"),
};

/** Amazon DynamoDB for single items: GetItem, and PutItem with a condition (Amazon DynamoDB API Reference). */
export function createDynamoDbHandler(options: DynamoDbOptions): HttpHandler {
  return createJsonHandler({
    signingName: "dynamodb",
    targetPrefix: "DynamoDB_20120810.",
    signature: options.signature,
    invalidCode: "ValidationException",
    operations: {
      GetItem: operation(getMembers, ({ TableName, Key }, caller) =>
        withTable("dynamodb:GetItem", TableName, caller, options, (table) => getItem(normalized(Key), table)),
      ),
      PutItem: operation(putMembers, (input, caller) =>
        withTable("dynamodb:PutItem", input.TableName, caller, options, (table) => putItem(input, table)),
      ),
    },
  });
}

function withTable(
  action: string,
  name: string,
  caller: JsonCaller,
  { tables, refusal }: DynamoDbOptions,
  answer: (table: Table) => JsonAnswer,
): JsonAnswer {
  const table = tables.get(name);
  if (table === undefined || table.settings.arn.split(":")[3] !== caller.region) {
    return awsError("ResourceNotFoundException", "Requested resource not found");
  }
  return refusal(caller, action, table.settings.arn) ?? answer(table);
}

function getItem(key: Item, table: Table): JsonAnswer {
  const problem = keyProblem(key, table);
  if (problem !== undefined || Object.keys(key).length !== table.settings.keys.length) {
    return invalid(problem ?? "The provided key element does not match the schema");
  }
  const Item = table.get(key);
  return { body: Item === undefined ? {} : { Item } };
}

function putItem(input: ValidInputs<typeof putMembers>, table: Table): JsonAnswer {
  const item = normalized(input.Item);
  const size = sizeOf(item) > largestItem ? "Item size has exceeded the maximum allowed size" : undefined;
  const problem = keyProblem(item, table) ?? size;
  if (problem !== undefined) {
    return invalid(problem);
  }
  const before = table.get(item);
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = input;
  const placeholders = { names: ExpressionAttributeNames ?? {}, values: ExpressionAttributeValues ?? {} };
  try {
    if (!holds(ConditionExpression ?? undefined, before ?? {}, placeholders)) {
      const isWanted = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && before !== undefined;
      const failure = awsError("ConditionalCheckFailedException", "The conditional request failed");
      return isWanted ? { ...failure, members: { Item: before } } : failure;
    }
  } catch (error) {
    if (error instanceof ConditionError) {
      return invalid(error.message);
    }
    throw error;
  }
  table.put(item);
  return { body: {} };
}

/** 400 KB (Amazon DynamoDB Developer Guide, "Quotas in Amazon DynamoDB"), and the same page's maximum bytes of a partition key and a sort key. */
const largestItem = 400 * 1024;
const largestKeys = [2048, 1024];

/** Reports a key that is missing, of another type, empty or too long. */
function keyProblem(item: Item, { settings }: Table): string | undefined {
  const wrong = settings.keys.find(({ name, type }, index) => {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    const content = type === "S" ? value?.S : value?.N;
    return content === undefined || content === "" || Buffer.byteLength(content) > (largestKeys[index] ?? 0);
  });
  return (
    wrong &&
    `One or more parameter values were invalid: the key ${wrong.name} must be given, of the type ${wrong.type}, not empty, and of at most ${largestKeys.join(" (partition key) or ")} (sort key) bytes`
  );
}

function invalid(message: string): AwsError {
  return awsError("ValidationException", message);
}
