interface PlanNode {
  readonly name?: string;
  readonly children?: readonly PlanNode[];
  readonly extra_info?: Readonly<Record<string, unknown>>;
}

/**
 * Finds the reads of objects in a plan of the database (`EXPLAIN (FORMAT json)`). Returns each read's condition on the partition's values, in the
 * database's SQL; a read of every object has `true`.
 */
export function plannedScans(plan: readonly PlanNode[]): readonly string[] {
  return plan.flatMap(({ name, children = [], extra_info: details = {} }) => {
    const { "File Filters": filters } = details;
    const condition = typeof filters === "string" ? `(${joined(filters)})` : "true";
    return [...plannedScans(children), ...(name === "READ_PARQUET" ? [condition] : [])];
  });
}

/** The plan lists conditions one after another, each in parentheses. */
function joined(filters: string): string {
  return filters.replace(/'(?:[^']|'')*'|\)\(/g, (part) => (part === ")(" ? ") AND (" : part));
}
