/** An expression as it stands in a query. */
export type Expression =
  | { readonly kind: "text" | "regex"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  /** A length of time, in milliseconds. */
  | { readonly kind: "period"; readonly value: number }
  /** A field, an alias, or a part of a map or list: the names on the way to it. */
  | { readonly kind: "field"; readonly path: readonly string[] }
  /** A function by its name in lower case. `count(*)` has no arguments. */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "not" | "negative"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "in"; readonly value: Expression; readonly items: readonly Expression[] };

export const comparisons = ["=", "!=", "<", "<=", ">", ">="] as const;
export type Comparison = (typeof comparisons)[number];
export type Arithmetic = "+" | "-" | "*" | "/" | "%" | "^";
export type Operator = Comparison | Arithmetic | "and" | "or" | "like";

/** A column: its alias, or the expression as it is written. */
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

/** One command of a query. */
export type Command =
  | { readonly kind: "fields" | "display"; readonly columns: readonly Column[] }
  | { readonly kind: "filter"; readonly condition: Expression }
  | { readonly kind: "stats"; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  | {
      readonly kind: "sort";
      readonly keys: readonly { readonly expression: Expression; readonly descending: boolean }[];
    }
  | { readonly kind: "limit"; readonly rows: number }
  | { readonly kind: "unnest"; readonly list: Expression; readonly name: string };
