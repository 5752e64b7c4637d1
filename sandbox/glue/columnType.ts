import type { Type } from "../lake/types/types";

/** A type of a table in the Data Catalog, or of a column in a Parquet file. */
export type ColumnType =
  | { readonly kind: SimpleName }
  | { readonly kind: "array"; readonly element: ColumnType }
  | { readonly kind: "map"; readonly key: ColumnType; readonly value: ColumnType }
  | { readonly kind: "struct"; readonly fields: readonly Column[] };

export interface Column {
  /** In lower case: Athena compares names case-insensitively. */
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

/** The types without parts, as Trino reads them. */
const simple: Readonly<Record<SimpleName, Type>> = {
  string: { kind: "varchar" },
  timestamp: { kind: "timestamp", precision: 3 },
  date: { kind: "date" },
  boolean: { kind: "boolean" },
  int: { kind: "integer" },
  bigint: { kind: "bigint" },
  double: { kind: "double" },
};

type SimpleName = "string" | "timestamp" | "date" | "boolean" | "int" | "bigint" | "double";

function isSimple(kind: string): kind is SimpleName {
  return Object.hasOwn(simple, kind);
}

/** Returns the type that Trino uses for a column. */
export function trinoType(type: ColumnType): Type {
  switch (type.kind) {
    case "array":
      return { kind: "array", element: trinoType(type.element) };
    case "map":
      return { kind: "map", key: trinoType(type.key), value: trinoType(type.value) };
    case "struct":
      return { kind: "row", fields: type.fields.map(({ name, type: of }) => ({ name, type: trinoType(of) })) };
    default:
      return simple[type.kind];
  }
}
