import type { Cursor } from "./cursor";
import type { FrameBound, FrameSyntax, SortItem, WindowSyntax } from "./syntax";

/** Reads a window's specification, without its parentheses. */
export function parseWindow(cursor: Cursor): WindowSyntax {
  const isBase = cursor.isName() && !["PARTITION", "ROWS", "RANGE", "GROUPS"].some((word) => cursor.isWord(word));
  const base = isBase ? cursor.name().toLowerCase() : undefined;
  const partitionBy = cursor.takeWords("PARTITION", "BY") ? cursor.list(() => cursor.expression()) : [];
  const orderBy = cursor.takeWords("ORDER", "BY") ? parseSortItems(cursor) : [];
  const unit = (["ROWS", "RANGE", "GROUPS"] as const).find((word) => cursor.takeWords(word));
  const frame = unit === undefined ? undefined : parseFrame(cursor, unit);
  return { ...(base !== undefined && { base }), partitionBy, orderBy, ...(frame && { frame }) };
}

function parseFrame(cursor: Cursor, unit: FrameSyntax["unit"]): FrameSyntax {
  if (!cursor.takeWords("BETWEEN")) return { unit, start: parseBound(cursor) };
  const start = parseBound(cursor);
  cursor.needWords("AND");
  return { unit, start, end: parseBound(cursor) };
}

function parseBound(cursor: Cursor): FrameBound {
  if (cursor.takeWords("UNBOUNDED", "PRECEDING")) return { edge: "UNBOUNDED PRECEDING" };
  if (cursor.takeWords("UNBOUNDED", "FOLLOWING")) return { edge: "UNBOUNDED FOLLOWING" };
  if (cursor.takeWords("CURRENT", "ROW")) return { edge: "CURRENT ROW" };
  const value = cursor.expression();
  if (cursor.takeWords("PRECEDING")) return { edge: "PRECEDING", value };
  cursor.needWords("FOLLOWING");
  return { edge: "FOLLOWING", value };
}

/** Reads the frame after ORDER BY. */
export function parseSortItems(cursor: Cursor): readonly SortItem[] {
  return cursor.list(() => {
    const value = cursor.expression();
    const descending = cursor.takeWords("DESC");
    if (!descending) cursor.takeWords("ASC");
    const nullsFirst = cursor.takeWords("NULLS", "FIRST");
    if (!nullsFirst && cursor.takeWords("NULLS")) cursor.needWords("LAST");
    return { value, descending, nullsFirst };
  });
}
