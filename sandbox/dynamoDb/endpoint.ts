import { type AwsError, awsError } from "../awsError";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput, type ServiceAccess } from "../awsJson";
import type { HttpHandler } from "../http";
import type { Item, Table } from "./table";

interface DynamoDbOptions extends ServiceAccess {
  /** By name. */
  readonly tables: ReadonlyMap<string, Table>;
}

/** Amazon DynamoDB for single items: GetItem, and PutItem with a condition (Amazon DynamoDB API Reference). */
export function createDynamoDbHandler(options: DynamoDbOptions): HttpHandler {
  return createJsonHandler({
    signingName: "dynamodb",
    targetPrefix: "DynamoDB_20120810.",
    signature: options.signature,
    operations: {
      GetItem: (input, caller) =>
        withTable("dynamodb:GetItem", input, caller, options, (table) => getItem(input, table)),
      PutItem: (input, caller) =>
        withTable("dynamodb:PutItem", input, caller, options, (table) => putItem(input, table)),
    },
  });
}

function withTable(
  action: string,
  { TableName }: JsonInput,
  caller: JsonCaller,
  { tables, refusal }: DynamoDbOptions,
  answer: (table: Table) => JsonAnswer,
): JsonAnswer {
  const table = tables.get(String(TableName));
  if (table === undefined || table.settings.arn.split(":")[3] !== caller.region) {
    return awsError("ResourceNotFoundException", "Requested resource not found");
  }
  return refusal(caller, action, table.settings.arn) ?? answer(table);
}

function getItem({ Key }: JsonInput, table: Table): JsonAnswer {
  const key = (Key ?? {}) as Item;
  const isKey = Object.keys(key).length === table.settings.keys.length && hasKeys(key, table);
  if (!isKey) {
    return invalid("The provided key element does not match the schema");
  }
  const Item = table.get(key);
  return { body: Item === undefined ? {} : { Item } };
}

function putItem(input: JsonInput, table: Table): JsonAnswer {
  const item = (input.Item ?? {}) as Item;
  if (!hasKeys(item, table)) {
    return invalid("One or more parameter values were invalid: Missing the key, or of another type, in the item");
  }
  const before = table.get(item);
  const { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = input;
  try {
    const placeholders = { names: ExpressionAttributeNames as never, values: ExpressionAttributeValues as never };
    if (typeof ConditionExpression === "string" && !holds(ConditionExpression, before, placeholders)) {
      const isWanted = input.ReturnValuesOnConditionCheckFailure === "ALL_OLD" && before !== undefined;
      return {
        code: "ConditionalCheckFailedException",
        status: 400,
        message: "The conditional request failed",
        ...(isWanted && { members: { Item: before } }),
      };
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

/** Each key is there, of its type, and not empty. */
function hasKeys(item: Item, { settings }: Table): boolean {
  return settings.keys.every(({ name, type }) => {
    const value = item[name]?.[type];
    return typeof value === "string" && value !== "";
  });
}

function invalid(message: string): AwsError {
  return awsError("ValidationException", message);
}

export interface Placeholders {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

class ConditionError extends Error {}

/**
 * Evaluates `attribute_not_exists(name)` and `#name < :number`, joined by OR; refuses anything else by name.
 * Source: Amazon DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
export function holds(expression: string, item: Item | undefined, placeholders: Placeholders): boolean {
  return expression
    .split(" OR ")
    .map((term) => holdsTerm(term, item, placeholders))
    .includes(true);
}

function holdsTerm(term: string, item: Item | undefined, { names, values }: Placeholders): boolean {
  const [, missing] = /^attribute_not_exists\((\w+)\)$/.exec(term) ?? [];
  if (missing !== undefined) {
    return item?.[missing] === undefined;
  }
  const [, name, value] = /^(#\w+) < (:\w+)$/.exec(term) ?? [];
  if (name === undefined || value === undefined) {
    throw new ConditionError(`The sandbox does not support the condition ${term}.`);
  }
  const attribute = names[name];
  const bound = values[value];
  if (attribute === undefined || bound === undefined) {
    const what = attribute === undefined ? "attribute name" : "attribute value";
    throw new ConditionError(`Invalid ConditionExpression: An expression ${what} used in expression is not defined`);
  }
  // Numbers compare as numbers. Values of different types are unequal, and neither is less.
  return Number(item?.[attribute]?.N) < Number(bound.N);
}
