import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement, trustPolicy } from "../iamDocuments";
import { resourceArn } from "../names";
import type { DetectorFunctionArgs } from "./detectorFunction";

/**
 * The detector's role, with exactly the grants that it uses. What is unknown before it exists stands in documents of its own, so that the
 * others can be judged at a preview.
 */
export function detectorRole(
  name: string,
  args: DetectorFunctionArgs,
  options: pulumi.CustomResourceOptions,
): { readonly role: aws.iam.Role; readonly policies: readonly aws.iam.RolePolicy[] } {
  const { names, location, requests } = args;
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: names.role,
      path: args.rolePath,
      description: "What the detector may do",
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com"),
      permissionsBoundary: args.permissionsBoundary,
      tags: args.tags,
    },
    options,
  );
  const grant = (suffix: string, ...statements: readonly Omit<Statement, "Effect">[]) =>
    new aws.iam.RolePolicy(
      `${name}-${suffix}`,
      {
        name: suffix,
        role: role.name,
        policy: policyDocument(...statements.map((statement) => ({ ...statement, Effect: "Allow" as const }))),
      },
      options,
    );
  const stores = requests.flatMap(({ store }) => (store.kind === "lake" ? [store.eventDataStoreArn] : []));
  const groups = requests.flatMap(({ store }) =>
    store.kind === "logs"
      ? [store.logGroupName.apply((group) => resourceArn(location, "logs", `log-group:${group}`))]
      : [],
  );
  return {
    role,
    policies: [
      grant("write-log", {
        Sid: "WriteLog",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: resourceArn(location, "logs", `log-group:${names.logGroup}:*`),
      }),
      grant("remember-findings", {
        Sid: "RememberFindings",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
        Resource: resourceArn(location, "dynamodb", `table/${names.table}`),
      }),
      grant("publish-findings", { Sid: "PublishFindings", Action: ["sns:Publish"], Resource: args.topicArn }),
      grant("put-findings", { Sid: "PutFindings", Action: ["events:PutEvents"], Resource: args.eventBusArn }),
      ...(stores.length === 0
        ? []
        : [
            grant("query-stores", {
              Sid: "QueryStores",
              Action: ["cloudtrail:StartQuery", "cloudtrail:GetQueryResults", "cloudtrail:CancelQuery"],
              Resource: each(stores),
            }),
          ]),
      ...(args.storeKeyArns.length === 0
        ? []
        : [
            grant("use-store-keys", {
              Sid: "UseStoreKeys",
              Action: ["kms:Decrypt", "kms:GenerateDataKey"],
              Resource: args.storeKeyArns,
            }),
          ]),
      ...(groups.length === 0
        ? []
        : [
            grant(
              "query-logs",
              {
                Sid: "QueryLogs",
                Action: ["logs:StartQuery", "logs:GetQueryResults"],
                Resource: each(groups).apply((arns) => arns.flatMap((arn) => [arn, `${arn}:*`])),
              },
              // A query that was started has no name that could be bounded to a log group.
              { Sid: "StopQueries", Action: ["logs:StopQuery"], Resource: "*" },
            ),
          ]),
    ],
  };
}

/** Each ARN once, in their order: several detections ask one store. */
function each(arns: readonly pulumi.Output<string>[]): pulumi.Output<readonly string[]> {
  return pulumi.all([...arns]).apply((known) => [...new Set(known)].sort());
}
