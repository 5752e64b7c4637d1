import type { SchemaElement } from "hyparquet-writer";
import { isJsonObject, type JsonObject, type JsonValue, setOwn } from "../mapping/values/json";
import type { LakeColumnType, LakeFields } from "./lakeColumns";
import { LeafColumn } from "./leafColumn";

/** A value that does not fit its column. The message contains no part of the value. */
export class MisfitError extends Error {
  override readonly name = "MisfitError";
}

/**
 * A table in memory, in columns as in Parquet, with lower-case names. Every column may be null. It is reused for each file, since its
 * readers get faster with use.
 */
export class ParquetTable {
  readonly schema: SchemaElement[] = [];
  readonly leaves: LeafColumn[] = [];
  rows = 0;
  private readonly readRow: Reader;

  constructor(columns: LakeFields) {
    this.readRow = this.fieldsReader("rows", columns, [], 0);
  }

  /**
   * Adds a row with each value in its column's type: a value that is not text becomes its JSON in a text column, a missing value becomes
   * null, and a lone surrogate becomes U+FFFD as UTF-8 requires.
   * @throws MisfitError if a value is not the object or time that its column requires; nothing of the row is added
   */
  add(row: JsonObject): void {
    try {
      this.readRow(row, 0);
    } catch (error) {
      for (const leaf of this.leaves) {
        leaf.revert();
      }
      throw error;
    }
    for (const leaf of this.leaves) {
      leaf.keep();
    }
    this.rows++;
  }

  clear(): void {
    for (const leaf of this.leaves) {
      leaf.clear();
    }
    this.rows = 0;
  }

  /** @param depth definition level of a row of these fields: the number of groups around it, itself included */
  private fieldsReader(name: string, fields: LakeFields, above: readonly SchemaElement[], depth: number): Reader {
    const path = this.describe(above, {
      name,
      ...(depth > 0 && { repetition_type: "OPTIONAL" }),
      num_children: Object.keys(fields).length,
    });
    const readers = Object.entries(fields).map(
      ([field, type]) => [field, this.reader(field, type, path, depth)] as const,
    );
    return (value, level) => {
      if (value === null || value === undefined) {
        for (const [, read] of readers) {
          read(null, level);
        }
        return;
      }
      const row = objectAt(name, value);
      for (const [field, read] of readers) {
        read(row[field], depth);
      }
    };
  }

  private reader(field: string, type: LakeColumnType, above: readonly SchemaElement[], depth: number): Reader {
    const name = field.toLowerCase();
    switch (type) {
      case "text": {
        const leaf = this.leaf(above, textElement(name), depth + 1);
        return (value, level) => addText(leaf, value, level);
      }
      case "time": {
        const leaf = this.leaf(above, timeElement(name), depth + 1);
        return (value) => leaf.add(timeOf(name, value), depth + 1);
      }
      case "texts":
        return this.mapReader(name, above, depth + 1);
      default:
        return this.fieldsReader(name, type, above, depth + 1);
    }
  }

  /** @param depth definition level of an empty map */
  private mapReader(name: string, above: readonly SchemaElement[], depth: number): Reader {
    const map = this.describe(above, mapElement(name));
    const entries = this.describe(map, { name: "key_value", repetition_type: "REPEATED", num_children: 2 });
    const keys = this.leaf(entries, { ...textElement("key"), repetition_type: "REQUIRED" }, depth + 1);
    const values = this.leaf(entries, textElement("value"), depth + 2);
    return (value, level) => {
      let repetition = 0;
      if (value !== null && value !== undefined) {
        const texts = withWellFormedKeys(objectAt(name, value));
        for (const key in texts) {
          keys.addRepeated(key, depth + 1, repetition);
          const text = textOf(texts[key]);
          values.addRepeated(text, text === null ? depth + 1 : depth + 2, repetition);
          repetition = 1;
        }
        if (repetition === 1) {
          return;
        }
      }
      const reached = value === null || value === undefined ? level : depth;
      keys.addRepeated(null, reached, 0);
      values.addRepeated(null, reached, 0);
    };
  }

  /** Adds an element to the schema; returns its path. */
  private describe(above: readonly SchemaElement[], element: SchemaElement): readonly SchemaElement[] {
    this.schema.push(element);
    return [...above, element];
  }

  private leaf(above: readonly SchemaElement[], element: SchemaElement, greatestLevel: number): LeafColumn {
    const leaf = new LeafColumn(this.describe(above, element), greatestLevel);
    this.leaves.push(leaf);
    return leaf;
  }
}

/**
 * Adds a value to its leaves.
 * @param level the definition level of the surrounding value: lower than usual if that is null
 */
type Reader = (value: JsonValue | undefined, level: number) => void;

/** Sources of the elements: apache/parquet-format, LogicalTypes.md (STRING, TIMESTAMP, Maps). */
function textElement(name: string): SchemaElement {
  return {
    name,
    type: "BYTE_ARRAY",
    converted_type: "UTF8",
    logical_type: { type: "STRING" },
    repetition_type: "OPTIONAL",
  };
}

/** Readers convert a time adjusted to UTC to their own zone, but the Lake's times have no zone. */
function timeElement(name: string): SchemaElement {
  return {
    name,
    type: "INT64",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" },
    repetition_type: "OPTIONAL",
  };
}

function mapElement(name: string): SchemaElement {
  return {
    name,
    converted_type: "MAP",
    logical_type: { type: "MAP" },
    repetition_type: "OPTIONAL",
    num_children: 1,
  };
}

function addText(leaf: LeafColumn, value: JsonValue | undefined, level: number): void {
  const text = textOf(value);
  leaf.add(text, text === null ? level : leaf.greatestLevel);
}

function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === "string") {
    return value.toWellFormed();
  }
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Returns milliseconds since 1970. */
function timeOf(name: string, value: JsonValue | undefined): bigint {
  const time = typeof value === "string" && timePattern.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new MisfitError(`${name} must be a time of the form yyyy-MM-ddTHH:mm:ssZ.`);
  }
  return BigInt(time);
}

const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function objectAt(name: string, value: JsonValue): JsonObject {
  if (!isJsonObject(value)) {
    throw new MisfitError(`${name} must be a JSON object.`);
  }
  return value;
}

/** Replaces malformed keys. Several may become equal, but a map has unique keys: the last one is used, as in JSON. */
function withWellFormedKeys(object: JsonObject): JsonObject {
  const keys = Object.keys(object);
  if (keys.every((key) => key.isWellFormed())) {
    return object;
  }
  const result: Record<string, JsonValue> = {};
  for (const key of keys) {
    setOwn(result, key.toWellFormed(), object[key] ?? null);
  }
  return result;
}
