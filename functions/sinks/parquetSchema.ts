import type { SchemaElement } from "hyparquet-writer";
import { type LakeColumnType, type LakeFields, lakeColumns } from "./lakeColumns";

/**
 * The schema of a Parquet object of the lake: `lakeColumns`, with names in lower case as in Glue. Everything is optional but the keys of maps.
 * Source: apache/parquet-format, LogicalTypes.md (STRING, TIMESTAMP, Maps).
 */
export const lakeSchema: readonly SchemaElement[] = elementsOf("events", lakeColumns);

/** A group comes before its children. */
function elementsOf(group: string, fields: LakeFields): readonly SchemaElement[] {
  const children = Object.entries(fields);
  return [
    { name: group, num_children: children.length },
    ...children.flatMap(([name, type]) => elementsOfColumn(name.toLowerCase(), type)),
  ];
}

function elementsOfColumn(name: string, type: LakeColumnType): readonly SchemaElement[] {
  switch (type) {
    case "text":
      return [text(name)];
    case "time":
      // Readers shift a time that is adjusted to UTC into their own zone, and the Lake's times have none.
      return [
        {
          name,
          type: "INT64",
          logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" },
          repetition_type: "OPTIONAL",
        },
      ];
    case "texts":
      return [
        { name, converted_type: "MAP", logical_type: { type: "MAP" }, repetition_type: "OPTIONAL", num_children: 1 },
        { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
        { ...text("key"), repetition_type: "REQUIRED" },
        text("value"),
      ];
    default: {
      const [group, ...children] = elementsOf(name, type);
      return [{ ...group, name, repetition_type: "OPTIONAL" }, ...children];
    }
  }
}

function text(name: string): SchemaElement {
  return {
    name,
    type: "BYTE_ARRAY",
    converted_type: "UTF8",
    logical_type: { type: "STRING" },
    repetition_type: "OPTIONAL",
  };
}
