import { defineType } from "../defineType";
import { arn } from "../formats";
import { containsUnknown, type Inputs } from "../resourceType";
import { failure, flag, isInputs, listOf, mapOf, object, oneOf, required, text, wholeNumber } from "../values";

// AWS Glue API Reference, Database, TableInput, Column and StorageDescriptor. Athena converts names to lower case.
const catalogName = text(1, 255, /^[^A-Z]+$/, "names without capital letters");
const description = text(0, 2048);
const parameters = mapOf(text(0, 512_000));
const column = object({
  name: required(catalogName),
  type: required(text(1, 131_072)),
  comment: text(0, 255),
});

/** A database of the Data Catalog (AWS Glue API Reference, CreateDatabase). */
export const catalogDatabase = defineType("aws:glue/catalogDatabase:CatalogDatabase", {
  properties: { name: required(catalogName), description, parameters },
  tagged: true,
  autoName: "name",
  answer: ({ name }, identity) => ({
    id: `${identity.accountId}:${String(name)}`,
    arn: identity.arn("glue", `database/${String(name)}`),
    catalogId: identity.accountId,
  }),
});

/** A table of the Data Catalog (AWS Glue API Reference, CreateTable). */
export const catalogTable = defineType("aws:glue/catalogTable:CatalogTable", {
  properties: {
    name: required(catalogName),
    databaseName: required(catalogName),
    description,
    owner: text(0, 255),
    tableType: oneOf("EXTERNAL_TABLE"),
    parameters,
    partitionKeys: listOf(column),
    storageDescriptor: required(
      object({
        location: required(text(0, 2056, /^s3:\/\/[^/]+\/(.*\/)?$/, "s3://BUCKET/ and a prefix that ends with /")),
        inputFormat: required(oneOf("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat")),
        outputFormat: required(oneOf("org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat")),
        serDeInfo: required(
          object({
            name: text(1, 255),
            serializationLibrary: required(oneOf("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe")),
            parameters,
          }),
        ),
        columns: required(listOf(column, { minimum: 1 })),
        compressed: flag,
      }),
    ),
  },
  autoName: "name",
  rules: repeatedColumns,
  replaceOnChanges: ["databaseName"],
  answer: ({ name, databaseName }, identity) => ({
    id: `${identity.accountId}:${String(databaseName)}:${String(name)}`,
    arn: identity.arn("glue", `table/${String(databaseName)}/${String(name)}`),
    catalogId: identity.accountId,
  }),
});

/** A name of a column or a partition key must be unique (AWS Glue, "InvalidInputException: Duplicate column name"). */
function repeatedColumns({ storageDescriptor, partitionKeys }: Inputs): readonly string[] {
  if (containsUnknown([storageDescriptor, partitionKeys]) || !isInputs(storageDescriptor)) {
    return [];
  }
  const names = [storageDescriptor.columns, partitionKeys ?? []]
    .flat()
    .map((one) => (isInputs(one) ? String(one.name) : ""));
  return names
    .filter((name, index) => names.indexOf(name) < index)
    .map((name) => failure("storageDescriptor.columns", "a column is repeated", name, "each name once"));
}

/** A workgroup with Athena's own managed results (Amazon Athena API Reference, CreateWorkGroup, WorkGroupConfiguration). */
export const workgroup = defineType("aws:athena/workgroup:Workgroup", {
  properties: {
    name: required(text(1, 128, /^[a-zA-Z0-9._-]+$/, "letters, digits, . _ and -")),
    description: text(0, 1_024),
    state: { check: oneOf("ENABLED", "DISABLED"), default: "ENABLED" },
    forceDestroy: { check: flag, default: false },
    configuration: object({
      // The AWS provider requires at least 10 MiB.
      bytesScannedCutoffPerQuery: wholeNumber({ minimum: 10_485_760 }),
      enforceWorkgroupConfiguration: flag,
      publishCloudwatchMetricsEnabled: flag,
      requesterPaysEnabled: flag,
      engineVersion: object({ selectedEngineVersion: oneOf("AUTO", "Athena engine version 3") }),
      managedQueryResultsConfiguration: object({
        enabled: flag,
        encryptionConfiguration: object({ kmsKey: arn("kms") }),
      }),
    }),
  },
  tagged: true,
  autoName: "name",
  answer: ({ name }, identity) => ({ id: String(name), arn: identity.arn("athena", `workgroup/${String(name)}`) }),
});

/** A saved query (Amazon Athena API Reference, CreateNamedQuery). */
export const namedQuery = defineType("aws:athena/namedQuery:NamedQuery", {
  properties: {
    name: required(text(1, 128)),
    database: required(text(1, 255)),
    query: required(text(1, 262_144)),
    workgroup: { check: text(1, 128), default: "primary" },
    description: text(1, 1_024),
  },
  autoName: "name",
  replaceOnChanges: ["database", "query", "workgroup", "description"],
  answer: (_inputs, identity) => ({ id: identity.uuid() }),
});
