import type { Cursor } from "./cursor";
import type { TypeSyntax } from "./syntax";

/** Reads a type: `varchar(3)`, `ARRAY<JSON>`, `row(a integer, varchar)`, `timestamp(3) with time zone`, `integer array`. */
export function parseType(cursor: Cursor): TypeSyntax {
  return cursor.nested(() => {
    let type = parseBaseType(cursor);
    while (cursor.isWord("ARRAY")) {
      const at = cursor.next().start;
      type = { name: "array", arguments: [type], at };
    }
    return type;
  });
}

function parseBaseType(cursor: Cursor): TypeSyntax {
  const at = cursor.at;
  if (cursor.takeWords("DOUBLE", "PRECISION")) return { name: "double", arguments: [], at };
  if (cursor.isWord("ROW") && cursor.isSymbol("(", 1)) return parseRowType(cursor, at);
  if (cursor.isWord("INTERVAL")) return parseIntervalType(cursor, at);
  const name = cursor.name().toLowerCase();
  const closing = openArguments(cursor, name);
  const parameters = closing === undefined ? [] : cursor.list(() => parseArgument(cursor));
  if (closing !== undefined) cursor.needSymbol(closing);
  if ((name === "time" || name === "timestamp") && cursor.takeWords("WITH", "TIME", "ZONE")) {
    return { name: `${name} with time zone`, arguments: parameters, at };
  }
  if (name === "time" || name === "timestamp") cursor.takeWords("WITHOUT", "TIME", "ZONE");
  return { name, arguments: parameters, at };
}

function openArguments(cursor: Cursor, name: string): ")" | ">" | undefined {
  if (cursor.takeSymbol("(")) return ")";
  // The older notation, which Trino's grammar has only for arrays and maps.
  if ((name === "array" || name === "map") && cursor.takeSymbol("<")) return ">";
  return undefined;
}

function parseArgument(cursor: Cursor): number | TypeSyntax {
  if (cursor.token.kind === "number" && /^\d+$/.test(cursor.token.text)) return Number(cursor.next().text);
  return parseType(cursor);
}

function parseRowType(cursor: Cursor, at: number): TypeSyntax {
  cursor.next();
  const fields = cursor.inParentheses(() => cursor.list(() => parseField(cursor)));
  return { name: "row", arguments: fields.map(({ type }) => type), fieldNames: fields.map(({ name }) => name), at };
}

function parseField(cursor: Cursor): { readonly name?: string; readonly type: TypeSyntax } {
  const isTypeAlone =
    cursor.isSymbol(",", 1) || cursor.isSymbol(")", 1) || cursor.isSymbol("(", 1) || cursor.isSymbol("<", 1);
  if (isTypeAlone || cursor.areWords("DOUBLE", "PRECISION")) return { type: parseType(cursor) };
  const isQuoted = cursor.token.kind === "identifier";
  const name = cursor.name();
  return { name: isQuoted ? name : name.toLowerCase(), type: parseType(cursor) };
}

function parseIntervalType(cursor: Cursor, at: number): TypeSyntax {
  cursor.next();
  if (cursor.takeWords("YEAR", "TO", "MONTH")) return { name: "interval year to month", arguments: [], at };
  cursor.needWords("DAY", "TO", "SECOND");
  return { name: "interval day to second", arguments: [], at };
}
