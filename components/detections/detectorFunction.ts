import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DetectorSettings } from "../../functions/detector/detector";
import { callbackCode } from "../integration/callbackCode";
import { detectorBundle, detectorPath } from "../integration/forwarderBundle";
import { integrationDefaults } from "../integration/integrationSettings";
import type { DetectorArgs } from "./detectorArgs";
import { detectorRole } from "./detectorRole";

/** Seconds that a run may take: queries of CloudTrail Lake take minutes where there is much to scan. */
const timeoutSeconds = 600;

/** The detector. As the forwarder's, its callback is thin: it captures the detections, and the bundle beside it does the work. */
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
    detections: Object.fromEntries(
      Object.entries(args.detections).map(([detection, { detection: captured }]) => [detection, captured]),
    ),
  };
  // The path is the literal of `detectorPath`: this text is serialised and runs beside the bundle.
  const makeHandler = () => require("./.partner-audit/detector.js").createDetector(settings);
  const lambda = new aws.lambda.Function(
    `${name}/detector`,
    {
      name: names.function,
      description: "Asks the stores of audit events for what should not go unseen",
      role: role.arn,
      ...callbackCode(makeHandler, { [detectorPath]: detectorBundle() }),
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: 256,
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
