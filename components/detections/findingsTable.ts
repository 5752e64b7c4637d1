import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DetectorArgs } from "./detectorArgs";

/**
 * The table that remembers what was found, so that it is told once, and up to when each detection has looked. It is paid for by the call;
 * what is a year old is deleted.
 * Source: Amazon DynamoDB Developer Guide, "Using time to live (TTL) in DynamoDB".
 */
export function findingsTable(
  name: string,
  { names, tags }: DetectorArgs,
  options: pulumi.CustomResourceOptions,
): aws.dynamodb.Table {
  return new aws.dynamodb.Table(
    `${name}/table`,
    {
      name: names.table,
      billingMode: "PAY_PER_REQUEST",
      hashKey: "detection",
      rangeKey: "finding",
      attributes: [
        { name: "detection", type: "S" },
        { name: "finding", type: "S" },
      ],
      ttl: { attributeName: "expires", enabled: true },
      pointInTimeRecovery: { enabled: true },
      tags,
    },
    options,
  );
}
