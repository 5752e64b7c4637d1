import * as pulumi from "@pulumi/pulumi";
import { trustPolicy } from "../aws/iamDocuments";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole, useKeyThrough } from "../aws/serviceRole";
import type { DetectorArgs } from "./detectorArgs";

/** The detector's role, with exactly the grants that it uses. */
export function detectorRole(name: string, args: DetectorArgs, options: pulumi.CustomResourceOptions): ServiceRole {
  const { names, location, requests, rolePath, permissionsBoundary, storeKeyArns, tags } = args;
  const stores = requests.flatMap(({ store }) => (store.kind === "lake" ? [store.eventDataStoreArn] : []));
  const groups = requests.flatMap(({ store }) =>
    store.kind === "logs"
      ? [store.logGroupName.apply((group) => resourceArn(location, "logs", `log-group:${group}`))]
      : [],
  );
  return serviceRole(
    name,
    `${name}/role`,
    {
      roleName: names.role,
      path: rolePath,
      description: "What the detector may do",
      trust: trustPolicy("lambda.amazonaws.com"),
      permissionsBoundary,
      tags,
      grants: {
        "write-log": {
          Sid: "WriteLog",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
          Resource: resourceArn(location, "logs", `log-group:${names.logGroup}:*`),
        },
        "remember-findings": {
          Sid: "RememberFindings",
          Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
          Resource: resourceArn(location, "dynamodb", `table/${names.table}`),
        },
        "publish-findings": { Sid: "PublishFindings", Action: ["sns:Publish"], Resource: args.findingsTopicArn },
        "use-topic-key":
          args.topicKeyArn === undefined
            ? undefined
            : useKeyThrough("sns", "UseTopicKey", ["kms:Decrypt", "kms:GenerateDataKey"], args.topicKeyArn, location),
        "put-findings": { Sid: "PutFindings", Action: ["events:PutEvents"], Resource: args.eventBusArn },
        "query-stores":
          stores.length === 0
            ? undefined
            : {
                Sid: "QueryStores",
                Action: ["cloudtrail:StartQuery", "cloudtrail:GetQueryResults", "cloudtrail:CancelQuery"],
                Resource: each(stores),
              },
        "use-store-keys":
          storeKeyArns.length === 0
            ? undefined
            : { Sid: "UseStoreKeys", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: storeKeyArns },
        "query-logs":
          groups.length === 0
            ? undefined
            : [
                {
                  Sid: "QueryLogs",
                  Action: ["logs:StartQuery", "logs:GetQueryResults"],
                  Resource: each(groups).apply((arns) => arns.flatMap((arn) => [arn, `${arn}:*`])),
                },
                // A query that was started has no name that could be bounded to a log group.
                { Sid: "StopQueries", Action: ["logs:StopQuery"], Resource: "*" },
              ],
      },
    },
    options,
  );
}

/** Each ARN once, in their order: several detections ask one store. */
function each(arns: readonly pulumi.Output<string>[]): pulumi.Output<readonly string[]> {
  return pulumi.all([...arns]).apply((known) => [...new Set(known)].sort());
}
