import { startQuery } from "../limits";
import { Cursor } from "./cursor";
import { commands, refuseWord } from "./language";
import { parseExpression, pathOfName } from "./parseExpression";
import type { Column, Command } from "./syntax";

/**
 * The commands of a query in Logs Insights' language.
 * Source: Amazon CloudWatch Logs User Guide, "CloudWatch Logs Insights language query syntax".
 * @throws MalformedQueryError for a mistake, and for what the sandbox does not play
 */
export function parseQuery(query: string): readonly Command[] {
  const cursor = new Cursor(query);
  const parsed: Command[] = [];
  // A query may begin with the sign that stands between commands.
  cursor.takeIf("|");
  do {
    parsed.push(parseCommand(cursor));
  } while (cursor.takeIf("|"));
  if (cursor.next.kind !== "end") {
    cursor.refuse("| or the end of the query is expected");
  }
  return parsed;
}

function parseCommand(cursor: Cursor): Command {
  const { kind, text } = cursor.next;
  if (kind !== "word") {
    cursor.refuse("A command is expected");
  }
  cursor.take();
  switch (text.toLowerCase()) {
    case "fields":
      return { kind: "fields", columns: parseColumns(cursor) };
    case "display":
      return { kind: "display", columns: parseColumns(cursor) };
    case "filter":
      return { kind: "filter", condition: parseExpression(cursor) };
    case "stats": {
      const columns = parseColumns(cursor);
      return { kind: "stats", columns, by: cursor.takeIf("by") ? parseColumns(cursor) : [] };
    }
    case "sort":
      return { kind: "sort", keys: cursor.list(() => parseSortKey(cursor)) };
    case "limit":
      return { kind: "limit", rows: parseRows(cursor) };
    case "unnest":
      return parseUnnest(cursor);
    default:
      return refuseWord(commands, text);
  }
}

function parseColumns(cursor: Cursor): readonly Column[] {
  return cursor.list(() => {
    const { start } = cursor.next;
    const expression = parseExpression(cursor);
    const written = cursor.query.slice(start, cursor.passed);
    return { name: cursor.takeIf("as") ? parseName(cursor) : written.replaceAll("`", ""), expression };
  });
}

function parseName(cursor: Cursor): string {
  if (cursor.next.kind !== "word") {
    cursor.refuse("A name is expected");
  }
  return pathOfName(cursor.take().text).join(".");
}

function parseSortKey(cursor: Cursor) {
  const expression = parseExpression(cursor);
  const descending = cursor.takeIf("desc");
  if (!descending) {
    cursor.takeIf("asc");
  }
  return { expression, descending };
}

function parseRows(cursor: Cursor): number {
  const rows = Number(cursor.next.text);
  if (cursor.next.kind !== "number" || !Number.isInteger(rows) || rows < 1 || rows > startQuery.mostRows) {
    cursor.refuse(`A number of rows from 1 to ${startQuery.mostRows} is expected`);
  }
  cursor.take();
  return rows;
}

function parseUnnest(cursor: Cursor): Command {
  const list = parseExpression(cursor);
  cursor.expect("into");
  return { kind: "unnest", list, name: parseName(cursor) };
}
