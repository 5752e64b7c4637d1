/** The syntax of a query in Trino's SQL, as {@link parseStatement} reads it. `at` counts characters from the beginning of the statement. */
export type Expression = { readonly at: number } & ExpressionKind;

type ExpressionKind =
  | { readonly kind: "null" | "true" | "false" }
  | { readonly kind: "string" | "integer" | "decimal" | "double" | "bytes"; readonly text: string }
  | { readonly kind: "typedLiteral"; readonly type: TypeSyntax; readonly text: string }
  | {
      readonly kind: "interval";
      readonly negative: boolean;
      readonly text: string;
      readonly from: string;
      readonly to?: string;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "field"; readonly base: Expression; readonly name: string }
  | { readonly kind: "subscript"; readonly base: Expression; readonly index: Expression }
  | CallSyntax
  | LambdaSyntax
  | { readonly kind: "unary"; readonly operator: "+" | "-"; readonly value: Expression }
  | {
      readonly kind: "binary";
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "compareQuery";
      readonly operator: ComparisonOperator;
      readonly quantifier: "ALL" | "ANY";
      readonly left: Expression;
      readonly query: Query;
    }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly value: Expression }
  | {
      readonly kind: "between";
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: "in"; readonly value: Expression; readonly list: readonly Expression[]; readonly negated: boolean }
  | { readonly kind: "inQuery"; readonly value: Expression; readonly query: Query; readonly negated: boolean }
  | {
      readonly kind: "like";
      readonly value: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: "isNull"; readonly value: Expression; readonly negated: boolean }
  | { readonly kind: "isDistinct"; readonly left: Expression; readonly right: Expression; readonly negated: boolean }
  | {
      readonly kind: "case";
      readonly operand?: Expression;
      readonly whens: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: "cast"; readonly value: Expression; readonly type: TypeSyntax; readonly tries: boolean }
  | { readonly kind: "array" | "row"; readonly items: readonly Expression[] }
  | { readonly kind: "exists" | "query"; readonly query: Query }
  | { readonly kind: "atTimeZone"; readonly value: Expression; readonly zone: Expression }
  | { readonly kind: "extract"; readonly field: string; readonly value: Expression }
  | { readonly kind: "clock"; readonly name: string; readonly precision?: number }
  | { readonly kind: "grouping"; readonly items: readonly Expression[] };

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "||";
export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export interface CallSyntax {
  readonly kind: "call";
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** `count(*)`. */
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter?: Expression;
  readonly nulls?: "IGNORE" | "RESPECT";
  readonly over?: WindowSyntax | string;
}

export interface LambdaSyntax {
  readonly kind: "lambda";
  readonly parameters: readonly string[];
  readonly body: Expression;
}

export interface WindowSyntax {
  readonly base?: string;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  readonly frame?: FrameSyntax;
}

export interface FrameSyntax {
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly start: FrameBound;
  readonly end?: FrameBound;
}

export interface FrameBound {
  readonly edge: "UNBOUNDED PRECEDING" | "UNBOUNDED FOLLOWING" | "CURRENT ROW" | "PRECEDING" | "FOLLOWING";
  readonly value?: Expression;
}

export interface SortItem {
  readonly value: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A type as written: `varchar(2)`, `array(row(a integer))`. A row's arguments have names if they are given. */
export interface TypeSyntax {
  readonly name: string;
  readonly arguments: readonly (number | TypeSyntax)[];
  readonly fieldNames?: readonly (string | undefined)[];
  readonly at: number;
}

export interface Query {
  readonly with: readonly {
    readonly name: string;
    readonly columns?: readonly string[];
    readonly query: Query;
    readonly at: number;
  }[];
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: number;
  readonly limit?: number;
  readonly withTies: boolean;
  readonly at: number;
}

export type QueryBody =
  | SelectSyntax
  | {
      readonly kind: "setOperation";
      readonly operation: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
      readonly at: number;
    }
  | { readonly kind: "values"; readonly rows: readonly Expression[]; readonly at: number }
  | { readonly kind: "nested"; readonly query: Query; readonly at: number };

export interface SelectSyntax {
  readonly kind: "select";
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from?: Relation;
  readonly where?: Expression;
  readonly groupBy?: GroupBySyntax;
  readonly having?: Expression;
  readonly windows: ReadonlyMap<string, WindowSyntax>;
  readonly at: number;
}

export interface GroupBySyntax {
  readonly distinct: boolean;
  readonly elements: readonly GroupingElement[];
}

export type GroupingElement =
  | { readonly kind: "simple"; readonly items: readonly Expression[] }
  | { readonly kind: "rollup" | "cube"; readonly sets: readonly (readonly Expression[])[] }
  | { readonly kind: "sets"; readonly sets: readonly (readonly Expression[])[] };

export type SelectItem =
  | { readonly kind: "expression"; readonly value: Expression; readonly alias?: string }
  | { readonly kind: "all"; readonly of?: Expression; readonly aliases?: readonly string[]; readonly at: number };

export type Relation =
  | { readonly kind: "table"; readonly name: readonly string[]; readonly at: number }
  | { readonly kind: "subquery"; readonly query: Query; readonly lateral: boolean; readonly at: number }
  | {
      readonly kind: "unnest";
      readonly items: readonly Expression[];
      readonly ordinality: boolean;
      readonly at: number;
    }
  | { readonly kind: "values"; readonly rows: readonly Expression[]; readonly at: number }
  | {
      readonly kind: "alias";
      readonly relation: Relation;
      readonly name: string;
      readonly columns?: readonly string[];
      readonly at: number;
    }
  | {
      readonly kind: "join";
      readonly type: "CROSS" | "INNER" | "LEFT" | "RIGHT" | "FULL";
      readonly left: Relation;
      readonly right: Relation;
      readonly on?: Expression;
      readonly using?: readonly string[];
      readonly at: number;
    };
