import { notSupported, place } from "../statement";
import type { Cursor } from "./cursor";
import { parseWindow } from "./parseWindow";
import type {
  Expression,
  GroupBySyntax,
  GroupingElement,
  Relation,
  SelectItem,
  SelectSyntax,
  WindowSyntax,
} from "./syntax";

/** Reads a SELECT up to its HAVING and WINDOW. */
export function parseSelect(cursor: Cursor): SelectSyntax {
  const at = cursor.at;
  cursor.needWords("SELECT");
  const distinct = cursor.takeWords("DISTINCT");
  if (!distinct && cursor.isWord("ALL")) cursor.next();
  const items = cursor.list(() => parseItem(cursor));
  const from = cursor.takeWords("FROM") ? parseFrom(cursor) : undefined;
  const where = cursor.takeWords("WHERE") ? cursor.expression() : undefined;
  const groupBy = cursor.takeWords("GROUP", "BY") ? parseGroupBy(cursor) : undefined;
  const having = cursor.takeWords("HAVING") ? cursor.expression() : undefined;
  const windows = parseWindows(cursor);
  return {
    kind: "select",
    distinct,
    items,
    ...(from && { from }),
    ...(where && { where }),
    ...(groupBy && { groupBy }),
    ...(having && { having }),
    windows,
    at,
  };
}

function parseFrom(cursor: Cursor): Relation {
  let left = cursor.relation();
  while (cursor.isSymbol(",")) {
    const at = cursor.next().start;
    left = { kind: "join", type: "CROSS", left, right: cursor.relation(), at };
  }
  return left;
}

function parseItem(cursor: Cursor): SelectItem {
  const at = cursor.at;
  if (cursor.takeSymbol("*")) return { kind: "all", at };
  const value = cursor.expression();
  if (cursor.isSymbol(".") && cursor.isSymbol("*", 1)) {
    cursor.next();
    cursor.next();
    const aliases = cursor.takeWords("AS") ? cursor.inParentheses(() => cursor.list(() => cursor.name())) : undefined;
    return { kind: "all", of: value, ...(aliases && { aliases }), at };
  }
  if (cursor.takeWords("AS")) return { kind: "expression", value, alias: cursor.name() };
  return cursor.isName() ? { kind: "expression", value, alias: cursor.name() } : { kind: "expression", value };
}

function parseGroupBy(cursor: Cursor): GroupBySyntax {
  const distinct = cursor.takeWords("DISTINCT");
  if (!distinct && cursor.isWord("ALL")) cursor.next();
  return { distinct, elements: cursor.list(() => parseGroupingElement(cursor)) };
}

function parseGroupingElement(cursor: Cursor): GroupingElement {
  for (const kind of ["rollup", "cube"] as const) {
    if (cursor.isWord(kind.toUpperCase())) {
      cursor.next();
      const items = cursor.inParentheses(() => (cursor.isSymbol(")") ? [] : cursor.list(() => cursor.expression())));
      return { kind, sets: items.map((item) => [item]) };
    }
  }
  if (cursor.takeWords("GROUPING", "SETS")) {
    return { kind: "sets", sets: cursor.inParentheses(() => cursor.list(() => parseGroupingSet(cursor))) };
  }
  return { kind: "simple", items: parseGroupingSet(cursor) };
}

/** Reads `(a, b)`, `()` or one expression. */
function parseGroupingSet(cursor: Cursor): readonly Expression[] {
  const position = cursor.position;
  if (cursor.takeSymbol("(")) {
    if (cursor.takeSymbol(")")) return [];
    const items = cursor.list(() => cursor.expression());
    const isWhole = cursor.takeSymbol(")") && !continues(cursor);
    if (isWhole) return items;
    cursor.back(position);
  }
  return [cursor.expression()];
}

/** Returns true if the parentheses at the cursor begin a longer expression: `(a) + 1`. */
function continues(cursor: Cursor): boolean {
  if (cursor.token.kind === "operator") return ![",", ")", ";"].includes(cursor.token.text);
  return ["AND", "OR", "IS", "IN", "LIKE", "BETWEEN", "NOT", "AT"].some((word) => cursor.isWord(word));
}

function parseWindows(cursor: Cursor): ReadonlyMap<string, WindowSyntax> {
  const windows = new Map<string, WindowSyntax>();
  if (!cursor.takeWords("WINDOW")) return windows;
  cursor.list(() => {
    const at = cursor.at;
    const name = cursor.name().toLowerCase();
    cursor.needWords("AS");
    const window = cursor.inParentheses(() => parseWindow(cursor));
    if (window.base !== undefined)
      throw notSupported(`${place(cursor.statement, at)}: a window that extends another one`);
    windows.set(name, window);
  });
  return windows;
}
