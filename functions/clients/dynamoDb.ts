import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item, ItemStore } from "../detector/findings/itemStore";
import { timeouts } from "./timeouts";

/**
 * Reads and writes the items of one table, with consistent reads.
 * Source: Amazon DynamoDB API Reference, GetItem, PutItem.
 */
export function itemsIn(TableName: string, region: string): ItemStore {
  const client = new DynamoDBClient({ region, requestHandler: timeouts });
  return {
    get: async (key) => {
      const command = new GetItemCommand({ TableName, Key: attributesOf({ ...key }), ConsistentRead: true });
      return itemOf((await client.send(command)).Item);
    },
    put: async (item) => {
      await client.send(new PutItemCommand({ TableName, Item: attributesOf(item) }));
    },
    putNew: (item) =>
      refusedItem(
        client.send(
          new PutItemCommand({
            TableName,
            Item: attributesOf(item),
            ConditionExpression: "attribute_not_exists(#key)",
            ExpressionAttributeNames: { "#key": "finding" },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      ),
    putGreater: async (item, attribute) => {
      const refused = await refusedItem(
        client.send(
          new PutItemCommand({
            TableName,
            Item: attributesOf(item),
            ConditionExpression: "attribute_not_exists(#key) OR #attribute < :value",
            ExpressionAttributeNames: { "#key": "finding", "#attribute": attribute },
            ExpressionAttributeValues: { ":value": { N: String(item[attribute]) } },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      return refused === undefined;
    },
  };
}

/** Returns the existing item that made a conditional write fail; undefined if the write succeeded. */
async function refusedItem(write: Promise<unknown>): Promise<Item | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return itemOf(error.Item) ?? {};
    }
    throw error;
  }
}

function attributesOf(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === "number" ? { N: String(value) } : { S: value },
    ]),
  );
}

function itemOf(attributes: Record<string, AttributeValue> | undefined): Item | undefined {
  return (
    attributes &&
    Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [
        name,
        value.N === undefined ? (value.S ?? "") : Number(value.N),
      ]),
    )
  );
}
