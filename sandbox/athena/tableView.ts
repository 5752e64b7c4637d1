import { trinoType } from "../glue/columnType";
import { misfitOf, objectColumns, type SchemaElement } from "../glue/objectSchema";
import type { CatalogTable, TableObject } from "../glue/table";
import type { Engine } from "../lake/engine";
import { quoteIdentifier } from "../lake/statement";
import { duckType } from "../lake/types/types";

/** The schema of an object. */
interface ObjectSchema {
  /** The names of its columns. */
  readonly names: readonly string[];
  /** The reason why the table cannot be read from the object, in the form of HIVE_BAD_DATA. */
  readonly problem?: string;
}

/** An object of a table with its schema. */
export type ReadObject = TableObject & { readonly schema: ObjectSchema };

/** Reads the schemas of objects, each once. */
export class ObjectSchemas {
  /** By the object's path. */
  private readonly known = new Map<string, ObjectSchema>();

  constructor(private readonly engine: Engine) {}

  async of(table: CatalogTable, { path, key }: TableObject["object"]): Promise<ObjectSchema> {
    const schema = this.known.get(path) ?? (await this.read(table, path, `s3://${table.bucketName}/${key}`));
    this.known.set(path, schema);
    return schema;
  }

  private async read(table: CatalogTable, path: string, uri: string): Promise<ObjectSchema> {
    const question = `SELECT name, type, num_children, converted_type, logical_type FROM parquet_schema(${quoted(path)})`;
    const reader = await this.engine.connection.runAndReadAll(question).catch(() => undefined);
    if (reader === undefined) {
      return { names: [], problem: `Not valid Parquet file: ${uri} expected magic number: PAR1` };
    }
    const columns = objectColumns(reader.getRowObjectsJson().map(schemaElement));
    const misfit = misfitOf(table.columns, columns);
    const names = columns.map(({ name }) => name);
    return misfit === undefined
      ? { names }
      : {
          names,
          problem: `Field ${misfit.field}'s type ${misfit.found} in parquet file ${uri} is incompatible with type ${misfit.declared} defined in table schema`,
        };
  }
}

function schemaElement(row: Readonly<Record<string, unknown>>): SchemaElement {
  const textOf = (name: string) => (typeof row[name] === "string" ? row[name] : undefined);
  return {
    name: textOf("name") ?? "",
    physical: textOf("type"),
    children: Number(row.num_children ?? 0),
    annotation: `${textOf("converted_type") ?? ""} ${textOf("logical_type") ?? ""}`,
  };
}

/** Builds the database's SELECT of a table's rows: the objects' columns by name, as the table declares them, and the partition's values. */
export function tableRows(table: CatalogTable, objects: readonly ReadObject[]): string {
  const schemas = new Set(objects.map(({ schema }) => schema.names.join()));
  const names = new Set(objects.flatMap(({ schema }) => schema.names));
  const columns = table.columns.map(({ name, type }) => {
    const column = quoteIdentifier(name);
    return `CAST(${names.has(name) ? column : "NULL"} AS ${duckType(trinoType(type))}) AS ${column}`;
  });
  const keys = table.partitionKeys.map(quoteIdentifier);
  if (objects.length === 0) {
    const empty = keys.map((key) => `CAST(NULL AS VARCHAR) AS ${key}`);
    return `SELECT ${[...columns, ...empty].join(", ")} WHERE false`;
  }
  const options = [
    `[${objects.map(({ object }) => quoted(object.path)).join(", ")}]`,
    `hive_partitioning = ${keys.length > 0}`,
    ...(keys.length > 0 ? [`hive_types = {${keys.map((key) => `${key}: VARCHAR`).join(", ")}}`] : []),
    `union_by_name = ${schemas.size > 1}`,
  ];
  return `SELECT ${[...columns, ...keys].join(", ")} FROM read_parquet(${options.join(", ")})`;
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
