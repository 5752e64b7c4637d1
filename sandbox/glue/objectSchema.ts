import { typeText } from "../lake/types/types";
import { type Column, type ColumnType, trinoType } from "./columnType";

/** A column of a Parquet file, or a group of columns. */
export interface ObjectColumn {
  /** In lower case. */
  readonly name: string;
  /** The physical type, such as INT64; undefined for a group. */
  readonly physical?: string;
  /** The annotation, such as UTF8, MAP or a logical type. */
  readonly annotation: string;
  readonly children: readonly ObjectColumn[];
}

/** An element of a schema; elements are in depth-first order (apache/parquet-format, parquet.thrift, SchemaElement). */
export interface SchemaElement {
  readonly name: string;
  readonly physical: string | undefined;
  readonly children: number;
  readonly annotation: string;
}

/** Reads the columns of a file. */
export function objectColumns(elements: readonly SchemaElement[]): readonly ObjectColumn[] {
  let at = 0;
  const next = (): ObjectColumn => {
    const { name = "", physical, children: count = 0, annotation = "" } = elements[at] ?? {};
    at += 1;
    const children = Array.from({ length: count }, next);
    return {
      name: name.toLowerCase(),
      annotation,
      children,
      ...(count === 0 && physical !== undefined && { physical }),
    };
  };
  return next().children;
}

/** The part of a file that cannot be read as a table's column. */
export interface Misfit {
  /** The name with the names of the surrounding groups. */
  readonly field: string;
  /** Trino's name of the Parquet type. */
  readonly found: string;
  readonly declared: string;
}

/** Finds the first column whose type in the file cannot be read as the table's type. A column that the file does not have is NULL. */
export function misfitOf(columns: readonly Column[], found: readonly ObjectColumn[], around = ""): Misfit | undefined {
  const byName = new Map(found.map((column) => [column.name, column]));
  for (const { name, type } of columns) {
    const column = byName.get(name);
    const misfit = column && misfitOfColumn(type, column, `${around}${name}`);
    if (misfit !== undefined) {
      return misfit;
    }
  }
  return undefined;
}

function misfitOfColumn(type: ColumnType, column: ObjectColumn, field: string): Misfit | undefined {
  if (!isReadable(type, column)) {
    return { field, found: trinoPhysicalType(column), declared: typeText(trinoType(type)) };
  }
  const [repeated] = column.children;
  if (type.kind === "struct") {
    return misfitOf(type.fields, column.children, `${field}.`);
  }
  if (type.kind === "map") {
    const [key, value] = repeated?.children ?? [];
    return (
      (key && misfitOfColumn(type.key, key, `${field}.key`)) ??
      (value && misfitOfColumn(type.value, value, `${field}.value`))
    );
  }
  const element = type.kind === "array" ? repeated?.children[0] : undefined;
  return type.kind === "array" && element ? misfitOfColumn(type.element, element, `${field}.element`) : undefined;
}

/** Source: trinodb/trino, ParquetReader's column readers, for the types that the sandbox supports. */
function isReadable(type: ColumnType, { physical, annotation, children }: ObjectColumn): boolean {
  switch (type.kind) {
    case "string":
      return physical === "BYTE_ARRAY";
    case "timestamp":
      return physical === "INT96" || (physical === "INT64" && /TIMESTAMP/i.test(annotation));
    case "date":
      return physical === "INT32" && /DATE/i.test(annotation);
    case "int":
      return physical === "INT32";
    case "bigint":
      return physical === "INT32" || (physical === "INT64" && !/TIMESTAMP/i.test(annotation));
    case "double":
      return physical === "DOUBLE" || physical === "FLOAT";
    case "boolean":
      return physical === "BOOLEAN";
    case "map":
      return /MAP/i.test(annotation);
    case "array":
      return /LIST/i.test(annotation);
    case "struct":
      return children.length > 0 && !/MAP|LIST/i.test(annotation);
  }
}

function trinoPhysicalType({ physical, annotation }: ObjectColumn): string {
  if (physical === undefined) {
    return /MAP|LIST/i.exec(annotation)?.[0].toUpperCase() ?? "group";
  }
  return physical === "BYTE_ARRAY" ? "BINARY" : physical;
}
