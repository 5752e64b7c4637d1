import type { Expression } from "../sql/syntax";
import { type Type, typeText } from "../types/types";
import { coerce, commonTypeOf } from "./coerce";
import type { Scope, Session } from "./scope";

interface ValuesColumn {
  readonly type: Type;
  /** The column's name in the database. */
  readonly key: string;
}

/** VALUES: a row is an expression, or several in parentheses. */
export function valuesSql(
  session: Session,
  rows: readonly Expression[],
  scope: Scope,
): { readonly sql: string; readonly columns: readonly ValuesColumn[] } {
  const cells = rows.map((row) => (row.kind === "row" ? row.items : [row]).map((cell) => session.analyze(cell, scope)));
  const [first = []] = cells;
  const text = (row: typeof first) => `row(${row.map((cell) => typeText(cell.type)).join(", ")})`;
  const at = rows[0]?.at ?? 0;
  for (const row of cells) {
    if (row.length !== first.length)
      throw session.error(at, `Values rows have mismatched sizes: ${first.length} vs ${row.length}`);
  }
  const types = first.map((_, index) => commonTypeOf(cells.map((row) => row[index]?.type ?? { kind: "unknown" })));
  const columns = types.map((type) => {
    const other = cells.find((row) =>
      row.some((cell, place) => commonTypeOf([cell.type, first[place]?.type ?? cell.type]) === undefined),
    );
    if (type === undefined)
      throw session.error(at, `Values rows have mismatched types: ${text(first)} vs ${text(other ?? first)}`);
    return { type, key: session.alias("c") };
  });
  const list = cells.map(
    (row) => `(${row.map((cell, index) => coerce(session, cell, columns[index]?.type ?? cell.type).sql).join(", ")})`,
  );
  const alias = session.alias("t");
  const keys = columns.map(({ key }) => key).join(", ");
  return { sql: `SELECT ${keys} FROM (VALUES ${list.join(", ")}) AS ${alias} (${keys})`, columns };
}
