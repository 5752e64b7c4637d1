/** A type of a table in the Data Catalog, or of a column in a Parquet file. */
export type ColumnType =
  | { readonly kind: "string" | "timestamp" | "date" | "boolean" | "int" | "bigint" | "double" }
  | { readonly kind: "array"; readonly element: ColumnType }
  | { readonly kind: "map"; readonly key: ColumnType; readonly value: ColumnType }
  | { readonly kind: "struct"; readonly fields: readonly Column[] };

export interface Column {
  /** In lower case: Athena compares names without regard to case. */
  readonly name: string;
  readonly type: ColumnType;
}

/** Reads a type as Glue writes it, such as `map<string,string>` (Amazon Athena User Guide, "Data types in Amazon Athena"); undefined for another text. */
export function readColumnType(text: string): ColumnType | undefined {
  const tokens = text.toLowerCase().match(/[a-z_][a-z0-9_]*|[<>:,]|\S/g) ?? [];
  let at = 0;
  const take = (token: string) => {
    if (tokens[at] !== token) throw new SyntaxError(`${token} is missing`);
    at += 1;
  };
  const list = <Item>(item: () => Item): readonly Item[] => {
    const items = [item()];
    while (tokens[at] === ",") {
      at += 1;
      items.push(item());
    }
    return items;
  };
  const field = (): Column => {
    const name = tokens[at] ?? "";
    at += 1;
    take(":");
    return { name, type: type() };
  };
  const type = (): ColumnType => {
    const kind = tokens[at] ?? "";
    at += 1;
    if (isSimple(kind)) {
      return { kind };
    }
    take("<");
    const read = innerType(kind);
    take(">");
    return read;
  };
  const innerType = (kind: string): ColumnType => {
    if (kind === "array") {
      return { kind, element: type() };
    }
    if (kind === "struct") {
      return { kind, fields: list(field) };
    }
    if (kind !== "map") throw new SyntaxError(`${kind} is no type`);
    const key = type();
    take(",");
    return { kind, key, value: type() };
  };
  try {
    const read = type();
    return at === tokens.length ? read : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** The types without parts, in Trino's and in the database's words. */
const simple = {
  string: { trino: "varchar", database: "VARCHAR" },
  timestamp: { trino: "timestamp(3)", database: "TIMESTAMP" },
  date: { trino: "date", database: "DATE" },
  boolean: { trino: "boolean", database: "BOOLEAN" },
  int: { trino: "integer", database: "INTEGER" },
  bigint: { trino: "bigint", database: "BIGINT" },
  double: { trino: "double", database: "DOUBLE" },
} as const;

function isSimple(kind: string): kind is keyof typeof simple {
  return Object.hasOwn(simple, kind);
}

/** Writes a type as Trino does, for messages. */
export function trinoType(type: ColumnType): string {
  switch (type.kind) {
    case "array":
      return `array(${trinoType(type.element)})`;
    case "map":
      return `map(${trinoType(type.key)}, ${trinoType(type.value)})`;
    case "struct":
      return `row(${type.fields.map(({ name, type: of }) => `${name} ${trinoType(of)}`).join(", ")})`;
    default:
      return simple[type.kind].trino;
  }
}

/** Writes a type as the sandbox's database does. */
export function databaseType(type: ColumnType): string {
  switch (type.kind) {
    case "array":
      return `${databaseType(type.element)}[]`;
    case "map":
      return `MAP(${databaseType(type.key)}, ${databaseType(type.value)})`;
    case "struct":
      return `STRUCT(${type.fields.map(({ name, type: of }) => `"${name}" ${databaseType(of)}`).join(", ")})`;
    default:
      return simple[type.kind].database;
  }
}
