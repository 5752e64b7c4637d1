import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DetectorSettings } from "../../functions/detector/detector";
import { trustPolicy } from "../aws/documents";
import { resourceArn } from "../aws/location";
import { type ServiceRole, serviceRole, useKeyThrough } from "../aws/serviceRole";
import { callbackCode, detectorBundle, detectorPath } from "../integration/forwarderBundle";
import { integrationDefaults } from "../integration/integrationSettings";
import type { DetectorArgs } from "./detectorArgs";
import { storeGrants } from "./storeGrants";

/** Timeout of a run in seconds: a query of CloudTrail Lake takes minutes if it scans many events. */
const timeoutSeconds = 600;

/** Makes the detector. Like the forwarder's, its callback is thin: it captures the scans, and the bundle beside it does the work. */
export function detectorFunction(
  name: string,
  args: DetectorArgs & { readonly table: aws.dynamodb.Table },
  options: pulumi.CustomResourceOptions,
): { readonly function: aws.lambda.Function; readonly policies: readonly aws.iam.RolePolicy[] } {
  const { names, tags } = args;
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}/log-group`,
    { name: names.logGroup, retentionInDays: integrationDefaults.logRetentionDays, tags },
    options,
  );
  const { role, policies } = detectorRole(name, args, options);
  const settings: DetectorSettings = {
    scans: Object.fromEntries(
      Object.entries(args.scans).map(([scan, { rules, sources, lateHours }]) => [scan, { rules, sources, lateHours }]),
    ),
  };
  // The path repeats `detectorPath` as a literal: this code is serialised and runs beside the bundle.
  const makeHandler = () => require("./.partner-audit/detector.js").createDetector(settings);
  const lambda = new aws.lambda.Function(
    `${name}/detector`,
    {
      name: names.function,
      description: "Runs detection rules on the stores of audit events",
      role: role.arn,
      ...callbackCode(makeHandler, { [detectorPath]: detectorBundle() }),
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      // Rows of several statements are in memory at once.
      memorySize: 512,
      timeout: timeoutSeconds,
      environment: {
        variables: {
          FINDINGS_TABLE: args.table.name,
          FINDINGS_TOPIC_ARN: args.findingsTopicArn,
          FINDINGS_BUS: args.eventBusArn,
          RUN_SECONDS: String(timeoutSeconds),
        },
      },
      tags,
    },
    pulumi.mergeOptions(options, { dependsOn: [logGroup, ...policies] }),
  );
  return { function: lambda, policies };
}

/** Makes the detector's role with exactly the grants that it uses. */
function detectorRole(name: string, args: DetectorArgs, options: pulumi.CustomResourceOptions): ServiceRole {
  const { names, location, scans, rolePath, permissionsBoundary, tags } = args;
  return serviceRole(
    name,
    `${name}/role`,
    {
      roleName: names.role,
      path: rolePath,
      description: "Permissions of the detector",
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
        ...storeGrants(
          Object.values(scans).map(({ store }) => store),
          location,
        ),
      },
    },
    options,
  );
}
