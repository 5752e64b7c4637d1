import type { DeclaredResource } from "../program/declaredResource";
import { isInputs } from "../provider/values";
import type { Bucket, StoredObject } from "../s3/bucket";
import { type Column, readColumnType } from "./columnType";
import { ProjectionError, projectedValues } from "./projection";

/** A declared table of the Data Catalog over Parquet objects. */
export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  readonly arn: string;
  readonly databaseArn: string;
  readonly catalogArn: string;
  readonly columns: readonly Column[];
  /** Names of the partition keys, whose values are texts. */
  readonly partitionKeys: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly bucketName: string;
  /** The prefix of the table's objects, with its slash. */
  readonly prefix: string;
}

/** An object that a query of the table reads, with the values of its partition. */
export interface TableObject {
  readonly object: StoredObject;
  readonly partition: Readonly<Record<string, string>>;
}

/** Reads a declared table. @throws Error for a column type that the sandbox does not support */
export function catalogTable({ inputs, outputs }: DeclaredResource): CatalogTable {
  const arn = String(outputs.arn);
  const [place = "", database = ""] = /^(.*):table\/([^/]+)\//.exec(arn)?.slice(1) ?? [];
  const storage = isInputs(inputs.storageDescriptor) ? inputs.storageDescriptor : {};
  const [, bucketName = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(String(storage.location)) ?? [];
  return {
    ...{ arn, database, bucketName, prefix },
    name: String(outputs.name),
    databaseArn: `${place}:database/${database}`,
    catalogArn: `${place}:catalog`,
    columns: listed(storage.columns).map(columnOf),
    partitionKeys: listed(inputs.partitionKeys)
      .map(columnOf)
      .map(({ name }) => name),
    parameters: Object.fromEntries(
      Object.entries(isInputs(inputs.parameters) ? inputs.parameters : {}).map(([name, value]) => [
        name,
        String(value),
      ]),
    ),
  };
}

function listed(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isInputs) : [];
}

function columnOf({ name, type }: Readonly<Record<string, unknown>>): Column {
  const read = readColumnType(String(type));
  if (read === undefined) {
    throw new Error(`the type ${String(type)} of the column ${String(name)} is not supported by the sandbox`);
  }
  return { name: String(name).toLowerCase(), type: read };
}

/**
 * Lists the objects of a table: only those of projected partitions, and only in their own folders. Names that begin with a dot or an underscore
 * are hidden. Without projection a partition would have to be registered, and the project registers none. Sources: Amazon Athena User Guide, "Use
 * partition projection with Amazon Athena", "Set up partition projection", "Considerations and limitations".
 * @param now milliseconds since 1970
 * @throws ProjectionError if the properties of the projection are incomplete
 */
export function tableObjects(table: CatalogTable, bucket: Bucket, now: number): readonly TableObject[] {
  const { parameters, partitionKeys, prefix, bucketName } = table;
  if (partitionKeys.length === 0) {
    return bucket
      .list(prefix)
      .flatMap((object) => (isHidden(object.key.slice(prefix.length)) ? [] : [{ object, partition: {} }]));
  }
  if (parameters["projection.enabled"]?.toLowerCase() !== "true") {
    return [];
  }
  const values = new Map(partitionKeys.map((key) => [key, projectedValues(table, key, now)]));
  const template = parameters["storage.location.template"] ?? hiveTemplate(table);
  const pattern = templatePattern(template, partitionKeys, `s3://${bucketName}/`);
  return bucket.list(prefix).flatMap((object) => {
    const [, ...found] = pattern.exec(object.key) ?? [];
    const partition = Object.fromEntries(partitionKeys.map((key, index) => [key, found[index] ?? ""]));
    const isProjected = found.length > 0 && partitionKeys.every((key) => values.get(key)?.(partition[key] ?? ""));
    return isProjected && !isHidden(object.key.split("/").at(-1) ?? "") ? [{ object, partition }] : [];
  });
}

function hiveTemplate({ bucketName, prefix, partitionKeys }: CatalogTable): string {
  return `s3://${bucketName}/${prefix}${partitionKeys.map((key) => `${key}=\${${key}}/`).join("")}`;
}

/** The sandbox's database reads a partition's values from folders `key=value`, in the order of the keys. */
function templatePattern(template: string, keys: readonly string[], root: string): RegExp {
  const missing = keys.filter((key) => !template.includes(`\${${key}}`));
  if (missing.length > 0 || !template.endsWith("/")) {
    throw new ProjectionError(
      `storage.location.template must have a placeholder for each partition column and end with /; it is ${template}`,
    );
  }
  const folders = keys.map((key) => `${key}=\${${key}}/`).join("");
  if (!template.startsWith(root) || !template.endsWith(folders)) {
    throw new ProjectionError(
      `The sandbox supports storage.location.template with the end ${folders} alone; it is ${template}`,
    );
  }
  const before = template.slice(root.length, -folders.length).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${before}${keys.map((key) => `${key}=([^/]+)/`).join("")}[^/]+$`);
}

function isHidden(name: string): boolean {
  return name === "" || /^[._]/.test(name) || /\/[._]/.test(name);
}
