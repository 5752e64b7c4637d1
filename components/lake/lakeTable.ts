import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type LakeColumnType, lakeColumns } from "../../functions/sinks/lakeColumns";
import type { LakeNames } from "../aws/lakeNames";

/** Arguments of {@link lakeTable}. */
interface LakeTableArgs {
  readonly names: LakeNames;
  readonly bucketName: pulumi.Input<string>;
  /** Keys of all integrations that write or have written. */
  readonly integrations: readonly string[];
  /** The first day of the table's partitions, YYYY-MM-DD. */
  readonly firstDay: pulumi.Input<string>;
  /** True if `firstDay` was chosen at the table's creation and must not change afterwards. */
  readonly isFirstDayKept: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The table that queries read, and its first day. */
export interface LakeTable {
  /** The Glue database. */
  readonly databaseName: pulumi.Output<string>;
  /** The table in the database. */
  readonly tableName: pulumi.Output<string>;
  /** The first day of the table's partitions, YYYY-MM-DD. */
  readonly firstDay: pulumi.Output<string>;
}

/** The prefix of the objects in a lake's bucket. */
export const eventsPrefix = "events/";

const dayRange = "projection.day.range";

/**
 * Makes the database and the table of audit events in a bucket. Athena computes the partitions from the table's properties, so they need no registration:
 * the integrations are listed, so a query need not name one, and the days are a range (Amazon Athena User Guide, "Use partition projection with Amazon Athena").
 */
export function lakeTable(name: string, args: LakeTableArgs, options: pulumi.CustomResourceOptions): LakeTable {
  const { names, bucketName, integrations, firstDay, isFirstDayKept, tags } = args;
  const location = pulumi.interpolate`s3://${bucketName}/${eventsPrefix}`;
  const database = new aws.glue.CatalogDatabase(
    `${name}/database`,
    { name: names.database, description: "Audit events in CloudTrail Lake's schema", tags },
    options,
  );
  const table = new aws.glue.CatalogTable(
    `${name}/table`,
    {
      databaseName: database.name,
      name: names.table,
      description: "Audit events, one per row; copies from retries have the same UID",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "projection.enabled": "true",
        "projection.integration.type": "enum",
        "projection.integration.values": integrations.join(","),
        "projection.day.type": "date",
        "projection.day.format": "yyyy-MM-dd",
        [dayRange]: pulumi.interpolate`${firstDay},NOW+1DAYS`,
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        // These placeholders are Athena's, not template literals.
        "storage.location.template": pulumi.concat(location, "integration=$", "{integration}/day=$", "{day}/"),
      },
      partitionKeys: [
        { name: "integration", type: "string" },
        { name: "day", type: "string" },
      ],
      storageDescriptor: {
        location,
        columns: Object.entries(lakeColumns).map(([column, type]) => ({
          name: column.toLowerCase(),
          type: glueType(type),
        })),
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
      },
    },
    isFirstDayKept ? { ...options, ignoreChanges: [`parameters["${dayRange}"]`] } : options,
  );
  return {
    databaseName: database.name,
    tableName: table.name,
    firstDay: table.parameters.apply((parameters = {}) => (parameters[dayRange] ?? "").split(",")[0] ?? ""),
  };
}

/** Returns a column's type in Glue's notation (Amazon Athena User Guide, "Data types in Amazon Athena"). */
export function glueType(type: LakeColumnType): string {
  switch (type) {
    case "text":
      return "string";
    case "time":
      return "timestamp";
    case "texts":
      return "map<string,string>";
    default: {
      const fields = Object.entries(type).map(([name, inner]) => `${name.toLowerCase()}:${glueType(inner)}`);
      return `struct<${fields.join(",")}>`;
    }
  }
}
