import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuseOtherRegions } from "../aws/hooks";
import { lakeNames } from "../aws/lakeNames";
import { currentLocation, projectTag, stackBucketName, stackPrefix } from "../aws/location";
import { checkLakeArguments } from "./checkLakeArguments";
import { type LakeBucket, lakeBucket } from "./lakeBucket";
import { lakeQueries } from "./lakeQueries";
import { lakeDefaults } from "./lakeSettings";
import type { LakeStorageArgs } from "./lakeStorageArgs";
import { type LakeTable, lakeTable } from "./lakeTable";
import { reportRemovals } from "./reportRemovals";

/** Outputs of a lake. */
export interface LakeOutputs extends LakeTable {
  /** The bucket of the audit events. */
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN, for policies of readers. */
  readonly bucketArn: pulumi.Output<string>;
  /** The Athena workgroup for queries, with its limit and its saved queries. */
  readonly workgroupName: pulumi.Output<string>;
}

/**
 * The bucket of the sink s3, with the table and the workgroup for Athena. One serves all integrations of a stack.
 *
 * @example
 * const lake = new LakeStorage("lake", { integrations: { okta: "okta" } });
 * new PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName, sink: "s3", lakeBucket: lake.bucket });
 */
export class LakeStorage extends pulumi.ComponentResource implements LakeOutputs {
  /** The bucket, for the argument `lakeBucket` of integrations. */
  readonly bucket: LakeBucket;
  /** The bucket of the audit events. */
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN, for policies of readers. */
  readonly bucketArn: pulumi.Output<string>;
  /** The Glue database. */
  readonly databaseName: pulumi.Output<string>;
  /** The table in it. */
  readonly tableName: pulumi.Output<string>;
  /** The first day of the table's partitions, YYYY-MM-DD. */
  readonly firstDay: pulumi.Output<string>;
  /** The Athena workgroup for queries, with its limit and its saved queries. */
  readonly workgroupName: pulumi.Output<string>;
  /** All outputs, for the program's output `lake`, which the commands read. */
  readonly outputs: LakeOutputs;

  /** @throws ConfigurationError with all problems, for arguments that AWS does not allow */
  constructor(name: string, args: LakeStorageArgs, options?: pulumi.ComponentResourceOptions) {
    super("partner-audit:index:LakeStorage", name, args, options);
    const settings = checkLakeArguments(name, args);
    const location = currentLocation({ parent: this });
    const { partition, accountId } = location;
    const child: pulumi.CustomResourceOptions = { parent: this, ...refuseOtherRegions(name, location) };
    const tags = { ...args.tags, ...projectTag() };
    const { integrations, kept, alarmTopicArn } = args;
    const { retired = [], bucket: given, kmsKeyArn, firstDay } = settings;
    const names = lakeNames(stackPrefix());
    const own = { bucketName: stackBucketName(location), partition, settings, kept, tags };
    const bucketName = pulumi.output(given?.name ?? lakeBucket(name, own, child));
    if (given === undefined && alarmTopicArn !== undefined) {
      reportRemovals(name, { bucketName, alarmTopicArn }, child);
    }
    this.bucket = {
      name: bucketName,
      accountId: given?.accountId ?? accountId,
      keyArn: given === undefined ? kmsKeyArn : given.keyArn,
    };
    const { oldestDay = new Date().toISOString().slice(0, 10) } = args;
    const days = { firstDay: firstDay ?? oldestDay, isFirstDayKept: firstDay === undefined };
    const keys = [...new Set([...Object.keys(integrations), ...retired])].sort();
    const table = lakeTable(name, { names, bucketName, integrations: keys, ...days, tags }, child);
    const scanLimitMegabytes = settings.scanLimitMegabytes ?? lakeDefaults.scanLimitMegabytes;
    const workgroup = lakeWorkgroup(name, { workgroupName: names.workgroup, scanLimitMegabytes, tags }, child);
    for (const { name: query, question, text } of lakeQueries(names, integrations, retired)) {
      new aws.athena.NamedQuery(
        `${name}/queries/${query}`,
        { name: query, description: question, database: table.databaseName, workgroup: workgroup.name, query: text },
        child,
      );
    }
    const bucketArn = pulumi.interpolate`arn:${partition}:s3:::${bucketName}`;
    this.bucketName = bucketName;
    this.bucketArn = bucketArn;
    this.databaseName = table.databaseName;
    this.tableName = table.tableName;
    this.firstDay = table.firstDay;
    this.workgroupName = workgroup.name;
    this.outputs = { bucketName, bucketArn, ...table, workgroupName: workgroup.name };
    this.registerOutputs(this.outputs);
  }
}

/** Makes the workgroup. Athena itself keeps the results for a day, so they need no bucket (Amazon Athena User Guide, "Managed query results"). */
function lakeWorkgroup(
  name: string,
  { workgroupName, scanLimitMegabytes, tags }: WorkgroupArgs,
  options: pulumi.CustomResourceOptions,
): aws.athena.Workgroup {
  return new aws.athena.Workgroup(
    `${name}/workgroup`,
    {
      name: workgroupName,
      description: "Queries on the audit events in S3",
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: scanLimitMegabytes * 1_048_576,
        engineVersion: { selectedEngineVersion: "Athena engine version 3" },
        managedQueryResultsConfiguration: { enabled: true },
      },
      // Athena otherwise refuses to delete a workgroup with a query history, which is not evidence.
      forceDestroy: true,
      tags,
    },
    options,
  );
}

interface WorkgroupArgs {
  readonly workgroupName: string;
  readonly scanLimitMegabytes: number;
  readonly tags: Readonly<Record<string, string>>;
}
