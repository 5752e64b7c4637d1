import { invalidStatement, notSupported, place } from "../statement";
import type { Cursor } from "./cursor";
import { parseSelect } from "./parseSelect";
import { parseSortItems } from "./parseWindow";
import type { Query, QueryBody } from "./syntax";

/** Reads a query with its WITH, ORDER BY, OFFSET and LIMIT. */
export function parseQuery(cursor: Cursor): Query {
  return cursor.nested(() => {
    const at = cursor.at;
    const named = cursor.takeWords("WITH") ? parseWith(cursor) : [];
    const body = parseBody(cursor, 0);
    return { with: named, body, ...parseModifiers(cursor), at };
  });
}

function parseWith(cursor: Cursor): Query["with"] {
  if (cursor.isWord("RECURSIVE")) throw notSupported(`${place(cursor.statement, cursor.at)}: WITH RECURSIVE`);
  return cursor.list(() => {
    const at = cursor.at;
    const name = cursor.name();
    const columns = cursor.isSymbol("(") ? cursor.inParentheses(() => cursor.list(() => cursor.name())) : undefined;
    cursor.needWords("AS");
    const query = cursor.inParentheses(() => parseQuery(cursor));
    return { name, ...(columns && { columns }), query, at };
  });
}

function parseModifiers(cursor: Cursor): Pick<Query, "orderBy" | "offset" | "limit" | "withTies"> {
  const orderBy = cursor.takeWords("ORDER", "BY") ? parseSortItems(cursor) : [];
  const offset = cursor.takeWords("OFFSET") ? parseCount(cursor) : undefined;
  if (offset !== undefined && !cursor.takeWords("ROWS")) cursor.takeWords("ROW");
  const { limit, withTies } = parseLimit(cursor);
  return { orderBy, ...(offset !== undefined && { offset }), ...(limit !== undefined && { limit }), withTies };
}

function parseLimit(cursor: Cursor): { readonly limit?: number; readonly withTies: boolean } {
  if (cursor.takeWords("LIMIT")) {
    return cursor.takeWords("ALL") ? { withTies: false } : { limit: parseCount(cursor), withTies: false };
  }
  if (!cursor.takeWords("FETCH")) return { withTies: false };
  if (!cursor.takeWords("FIRST")) cursor.needWords("NEXT");
  const limit = cursor.token.kind === "number" ? parseCount(cursor) : 1;
  if (!cursor.takeWords("ROW")) cursor.needWords("ROWS");
  if (cursor.takeWords("ONLY")) return { limit, withTies: false };
  cursor.needWords("WITH", "TIES");
  return { limit, withTies: true };
}

function parseCount(cursor: Cursor): number {
  if (cursor.token.kind !== "number" || !/^\d+$/.test(cursor.token.text)) throw cursor.mismatch("<integer>");
  const text = cursor.next().text;
  if (!Number.isSafeInteger(Number(text))) throw invalidStatement(`Invalid row count: ${text}`);
  return Number(text);
}

/** Reads queries with UNION and EXCEPT (level 0) or INTERSECT (level 1) between them. */
function parseBody(cursor: Cursor, level: 0 | 1): QueryBody {
  const operations = level === 0 ? (["UNION", "EXCEPT"] as const) : (["INTERSECT"] as const);
  const operand = () => (level === 0 ? parseBody(cursor, 1) : parseTerm(cursor));
  let left = operand();
  for (;;) {
    const at = cursor.at;
    const operation = operations.find((word) => cursor.takeWords(word));
    if (operation === undefined) return left;
    const all = cursor.takeWords("ALL");
    if (!all) cursor.takeWords("DISTINCT");
    left = { kind: "setOperation", operation, all, left, right: operand(), at };
  }
}

function parseTerm(cursor: Cursor): QueryBody {
  const at = cursor.at;
  if (cursor.takeWords("VALUES")) return { kind: "values", rows: cursor.list(() => cursor.expression()), at };
  if (cursor.isSymbol("(")) return { kind: "nested", query: cursor.inParentheses(() => parseQuery(cursor)), at };
  if (!cursor.isWord("SELECT")) throw cursor.mismatch("'('", "'SELECT'", "'VALUES'");
  return parseSelect(cursor);
}
