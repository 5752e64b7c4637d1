import type { Expression, Query, WindowSyntax } from "../sql/syntax";
import { invalidStatement, place, type QueryError } from "../statement";
import { sameName, type Type } from "../types/types";

/** An expression with its type, in DuckDB's SQL. Equal expressions have equal SQL: names are resolved and spelled consistently. */
export interface Typed {
  readonly type: Type;
  readonly sql: string;
  /** A text in quotes. */
  readonly isLiteral?: boolean;
}

/** A column of a relation. */
export interface Field extends Typed {
  readonly name?: string;
  /** The relation's alias, or the table's name. */
  readonly qualifier?: string;
  /** A column that a join with USING merged: a * shows it once, and its qualified name belongs to neither side. */
  readonly isHidden?: boolean;
}

/** The names that an expression can read. */
export interface Scope {
  readonly fields: readonly Field[];
  /** The outer scope: that of the surrounding query, or of the expression around a lambda. */
  readonly parent?: Scope;
  /** Parameters of a lambda. */
  readonly isLambda?: boolean;
  /** The queries named in WITH. */
  readonly names?: NamedQueries;
  /** Names of SELECT's own columns, in lower case, for a message on reading them too early. */
  readonly givenNames?: ReadonlySet<string>;
  /** The windows named in WINDOW. */
  readonly windows?: ReadonlyMap<string, WindowSyntax>;
}

/** A column of a query's result: its name for readers, its type, and its name in the database. */
export interface QueryColumn {
  readonly name?: string;
  readonly type: Type;
  readonly key: string;
}

export interface AnalyzedQuery {
  readonly sql: string;
  readonly columns: readonly QueryColumn[];
}

/** The queries named in WITH, by their names in lower case. */
export type NamedQueries = ReadonlyMap<
  string,
  { readonly reference: string; readonly columns: readonly QueryColumn[] }
>;

/** The functions that analyze expressions and queries, which contain each other. */
export interface Analysis {
  readonly expression: (session: Session, node: Expression, scope: Scope) => Typed;
  /** @param outer the scope around the query, for correlated subqueries */
  readonly query: (session: Session, query: Query, outer: Scope, named?: NamedQueries) => AnalyzedQuery;
}

export const emptyScope: Scope = { fields: [] };

/** The tables and the time of a statement. */
export interface Surroundings {
  /** The columns of a table; undefined if the table does not exist. Qualifiers are a catalog and a schema, or fewer. */
  readonly columnsOf: (table: string, qualifiers: readonly string[]) => readonly Field[] | undefined;
  readonly unknownTable: (name: string) => QueryError;
  /** The time at which the query runs, in milliseconds since 1970. */
  readonly now: number;
}

/** A statement during its analysis. */
export class Session {
  #aliases = 0;
  readonly #known = new WeakMap<Scope, Map<string, Typed>>();

  constructor(
    readonly statement: string,
    readonly surroundings: Surroundings,
    private readonly analysis: Analysis,
  ) {}

  /** Types an expression. Equal expressions of one scope have one result, so GROUP BY and SELECT agree. */
  analyze(node: Expression, scope: Scope): Typed {
    const known = this.#known.get(scope) ?? new Map<string, Typed>();
    this.#known.set(scope, known);
    const key = expressionKey(node);
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = this.analysis.expression(this, node, scope);
    known.set(key, value);
    return value;
  }

  query(query: Query, outer: Scope, named?: NamedQueries): AnalyzedQuery {
    return this.analysis.query(this, query, outer, named);
  }

  /** Returns a name that is unique in the statement. */
  alias(prefix: string): string {
    this.#aliases += 1;
    return `${prefix}${this.#aliases}`;
  }

  error(at: number, message: string): QueryError {
    return invalidStatement(`${place(this.statement, at)}: ${message}`);
  }
}

/** Returns a text that is the same for equal expressions, regardless of the case of their names and of their position. */
function expressionKey(node: Expression): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (key === "at") return undefined;
    return (key === "name" || key === "parameters") && typeof value === "string" ? value.toLowerCase() : value;
  });
}

/** Finds the column of a name, with or without its relation's name. Undefined if no scope has one. @throws QueryError for an ambiguous name */
export function resolve(
  session: Session,
  scope: Scope | undefined,
  names: readonly string[],
  at: number,
): Field | undefined {
  for (let current = scope; current !== undefined; current = current.parent) {
    const [first = "", second] = names;
    const found = current.fields.filter((field) =>
      second === undefined
        ? !field.isHidden && sameName(field.name, first)
        : sameName(field.qualifier, first) && sameName(field.name, second),
    );
    if (found.length > 1) throw session.error(at, `Column '${names.join(".")}' is ambiguous`);
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

/** The scope of an expression's query, outside its lambdas. */
export function queryScope(scope: Scope): Scope {
  return scope.isLambda === true && scope.parent !== undefined ? queryScope(scope.parent) : scope;
}
