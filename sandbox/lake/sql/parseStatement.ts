import { invalidStatement } from "../statement";
import { Cursor } from "./cursor";
import { parseExpression, parseValue } from "./parseExpression";
import { parseQuery } from "./parseQuery";
import { parseRelation } from "./parseRelation";
import type { Query } from "./syntax";

const grammar = { expression: parseExpression, value: parseValue, query: parseQuery, relation: parseRelation };

/** Reads a statement: one query, with or without a final semicolon. */
export function parseStatement(statement: string): Query {
  const cursor = new Cursor(statement, grammar);
  let first = 0;
  while (cursor.isSymbol("(", first)) first += 1;
  if (!["SELECT", "WITH", "VALUES"].some((word) => cursor.isWord(word, first))) {
    const { kind, text } = cursor.peek(first);
    const found = kind === "end" && first === 0 ? "The statement is empty" : `This one begins with ${text}`;
    throw invalidStatement(`Only SELECT statements are allowed. ${found}.`);
  }
  const query = parseQuery(cursor);
  if (cursor.takeSymbol(";") && cursor.token.kind !== "end") {
    throw invalidStatement("Only one statement is allowed in a query; this one continues after a semicolon.");
  }
  if (cursor.token.kind !== "end") throw cursor.mismatch("<EOF>");
  return query;
}
