import { isJsonObject, type JsonValue } from "../../functions/mapping/values/json";
import type { QueryColumn } from "../lake/analysis/scope";
import { fieldKey, type Type } from "../lake/types/types";
import { doubleText } from "../lake/values/numbers";

/** A column of an answer as Athena describes it (Amazon Athena API Reference, ColumnInfo). */
export interface ColumnInfo {
  readonly Name: string;
  readonly Type: string;
}

/** Describes the columns of an answer under the given names. */
export function columnInfos(names: readonly string[], columns: readonly QueryColumn[]): readonly ColumnInfo[] {
  return columns.map(({ type }, index) => ({ Name: names[index] ?? "", Type: typeName(type) }));
}

/** Names of types (Amazon Athena User Guide, "Data types in Amazon Athena"), without the sizes that Trino adds to some. */
function typeName({ kind }: Type): string {
  return kind === "real" ? "float" : kind;
}

/** Formats the rows of an answer as GetQueryResults returns them: every value is a text, and NULL is undefined. */
export function rowTexts(
  rows: readonly (readonly JsonValue[])[],
  columns: readonly QueryColumn[],
): readonly (readonly (string | undefined)[])[] {
  return rows.map((row) =>
    row.map((value, index) => (value === null ? undefined : cellText(value, columns[index]?.type))),
  );
}

/** Formats arrays, maps and rows as `[a, b]` and `{k=v}`, as Java formats collections. */
function cellText(value: JsonValue, type: Type | undefined): string {
  if (typeof value === "number" && (type?.kind === "double" || type?.kind === "real")) {
    return doubleText(value);
  }
  if (Array.isArray(value) && type?.kind === "array") {
    return `[${value.map((item) => cellText(item, type.element)).join(", ")}]`;
  }
  if (isJsonObject(value) && type?.kind === "map") {
    const entries = Object.entries(value).map(([key, entry]) => `${key}=${cellText(entry, type.value)}`);
    return `{${entries.join(", ")}}`;
  }
  if (isJsonObject(value) && type?.kind === "row") {
    const fields = type.fields.map(({ name, type: of }, index) => {
      return `${name ?? `field${index}`}=${cellText(value[fieldKey(type, index)] ?? null, of)}`;
    });
    return `{${fields.join(", ")}}`;
  }
  return String(value);
}
