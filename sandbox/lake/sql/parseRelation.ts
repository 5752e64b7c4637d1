import { invalidStatement, notSupported, place } from "../statement";
import { type Cursor, startsQuery } from "./cursor";
import type { Relation } from "./syntax";

/** Reads a table, a subquery or a join. */
export function parseRelation(cursor: Cursor): Relation {
  return cursor.nested(() => {
    let left = parseAliased(cursor);
    for (;;) {
      const joined = parseJoin(cursor, left);
      if (joined === undefined) return left;
      left = joined;
    }
  });
}

type JoinType = "INNER" | "LEFT" | "RIGHT" | "FULL";

function parseJoin(cursor: Cursor, left: Relation): Relation | undefined {
  const at = cursor.at;
  if (cursor.isWord("NATURAL")) throw notSupported(`${place(cursor.statement, at)}: NATURAL JOIN`);
  if (cursor.takeWords("CROSS")) {
    cursor.needWords("JOIN");
    return { kind: "join", type: "CROSS", left, right: parseAliased(cursor), at };
  }
  const type = takeJoin(cursor);
  if (type === undefined) return undefined;
  const right = parseRelation(cursor);
  if (cursor.takeWords("USING")) {
    const using = cursor.inParentheses(() => cursor.list(() => cursor.name()));
    return { kind: "join", type, left, right, using, at };
  }
  cursor.needWords("ON");
  return { kind: "join", type, left, right, on: cursor.expression(), at };
}

function takeJoin(cursor: Cursor): JoinType | undefined {
  if (cursor.takeWords("JOIN") || cursor.takeWords("INNER", "JOIN")) return "INNER";
  const side = (["LEFT", "RIGHT", "FULL"] as const).find((word) => cursor.takeWords(word));
  if (side === undefined) return undefined;
  cursor.takeWords("OUTER");
  cursor.needWords("JOIN");
  return side;
}

function parseAliased(cursor: Cursor): Relation {
  const relation = parsePrimaryRelation(cursor);
  if (cursor.isWord("TABLESAMPLE")) throw notSupported(`${place(cursor.statement, cursor.at)}: TABLESAMPLE`);
  const at = cursor.at;
  const hasAs = cursor.takeWords("AS");
  // WINDOW is a name too, but not before a window's name.
  const isWindow = cursor.isWord("WINDOW") && cursor.isName(1) && cursor.isWord("AS", 2);
  if (!hasAs && (!cursor.isName() || isWindow)) return relation;
  const name = cursor.name();
  const columns = cursor.isSymbol("(") ? cursor.inParentheses(() => cursor.list(() => cursor.name())) : undefined;
  if (cursor.isWord("TABLESAMPLE")) throw notSupported(`${place(cursor.statement, cursor.at)}: TABLESAMPLE`);
  return { kind: "alias", relation, name, ...(columns && { columns }), at };
}

function parsePrimaryRelation(cursor: Cursor): Relation {
  const at = cursor.at;
  if (cursor.takeWords("UNNEST")) {
    const items = cursor.inParentheses(() => cursor.list(() => cursor.expression()));
    return { kind: "unnest", items, ordinality: cursor.takeWords("WITH", "ORDINALITY"), at };
  }
  if (cursor.isWord("LATERAL") && cursor.isSymbol("(", 1)) {
    cursor.next();
    return { kind: "subquery", query: cursor.inParentheses(() => cursor.query()), lateral: true, at };
  }
  if (cursor.isSymbol("(")) return parseParentheses(cursor, at);
  const name = [cursor.name()];
  while (cursor.takeSymbol(".")) name.push(cursor.name());
  if (cursor.isSymbol("(")) {
    throw invalidStatement(`${place(cursor.statement, at)}: Table function '${name.join(".")}' not registered`);
  }
  return { kind: "table", name, at };
}

function parseParentheses(cursor: Cursor, at: number): Relation {
  const position = cursor.position;
  if (startsQuery(cursor)) {
    try {
      return { kind: "subquery", query: cursor.inParentheses(() => cursor.query()), lateral: false, at };
    } catch (error) {
      // Such as ((SELECT 1) a JOIN (SELECT 2) b ON true).
      if (!cursor.isName() && !cursor.isWord("AS") && !cursor.isWord("JOIN") && !cursor.isWord("CROSS")) throw error;
      cursor.back(position);
    }
  }
  return cursor.inParentheses(() => parseRelation(cursor));
}
