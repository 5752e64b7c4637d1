import { invalidStatement, notSupported, place } from "../statement";
import type { Cursor } from "./cursor";
import { parseSortItems, parseWindow } from "./parseWindow";
import type { Expression, WindowSyntax } from "./syntax";

/** Reads a call's arguments and its FILTER, IGNORE NULLS and OVER. */
export function parseCall(cursor: Cursor, name: string, at: number): Expression {
  cursor.needSymbol("(");
  const star = cursor.takeSymbol("*");
  const distinct = !star && cursor.takeWords("DISTINCT");
  const values = star || cursor.isSymbol(")") || cursor.isWord("ORDER") ? [] : cursor.list(() => cursor.expression());
  const orderBy = cursor.takeWords("ORDER", "BY") ? parseSortItems(cursor) : [];
  cursor.needSymbol(")");
  const filter = parseFilter(cursor);
  const nulls = parseNulls(cursor);
  const over = parseOver(cursor);
  if (nulls !== undefined && over === undefined) throw cursor.mismatch("'OVER'");
  if (cursor.areWords("WITHIN", "GROUP")) throw notSupported(`${place(cursor.statement, at)}: WITHIN GROUP`);
  if (star && name.toLowerCase() !== "count") {
    throw invalidStatement(`${place(cursor.statement, at)}: only count(*) takes a *, not ${name}`);
  }
  return {
    kind: "call",
    name: name.toLowerCase(),
    arguments: values,
    star,
    distinct,
    orderBy,
    ...(filter && { filter }),
    ...(nulls && { nulls }),
    ...(over !== undefined && { over }),
    at,
  };
}

function parseFilter(cursor: Cursor): Expression | undefined {
  if (!cursor.isWord("FILTER") || !cursor.isSymbol("(", 1)) return undefined;
  cursor.next();
  return cursor.inParentheses(() => {
    cursor.needWords("WHERE");
    return cursor.expression();
  });
}

function parseNulls(cursor: Cursor): "IGNORE" | "RESPECT" | undefined {
  if (cursor.takeWords("IGNORE", "NULLS")) return "IGNORE";
  return cursor.takeWords("RESPECT", "NULLS") ? "RESPECT" : undefined;
}

function parseOver(cursor: Cursor): WindowSyntax | string | undefined {
  if (!cursor.isWord("OVER")) return undefined;
  const isOver = cursor.isSymbol("(", 1) || cursor.isName(1);
  if (!isOver) return undefined;
  cursor.next();
  return cursor.isSymbol("(") ? cursor.inParentheses(() => parseWindow(cursor)) : cursor.name().toLowerCase();
}
