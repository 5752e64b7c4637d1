/** Groups rows by a text; each group keeps the rows' order. */
export function byText<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const lists = new Map<string, Row[]>();
  for (const row of rows) {
    const list = lists.get(keyOf(row)) ?? [];
    list.push(row);
    lists.set(keyOf(row), list);
  }
  return lists;
}
