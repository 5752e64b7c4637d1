import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBListValue,
  DuckDBScalarFunction,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBVector,
  LIST,
  listValue,
  STRUCT,
  structValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";

/** A time with its zone: microseconds since 1970, and Trino's name of the zone. */
export interface Zoned {
  readonly instant: bigint;
  readonly zone: string;
}

/** Types of arguments and results of JavaScript functions, with DuckDB's types for them. */
interface Values {
  readonly text: string;
  readonly whole: bigint;
  readonly double: number;
  readonly boolean: boolean;
  readonly texts: readonly (string | null)[];
  readonly zoned: Zoned;
}
type Kind = keyof Values;
type ValuesOf<P extends readonly Kind[]> = { readonly [I in keyof P]: Values[P[I]] };

/** A JavaScript function that statements call in the database, by its name with the prefix. */
export interface ValueFunction {
  readonly name: string;
  readonly parameters: readonly Kind[];
  readonly returns: Kind;
  readonly run: (items: readonly DuckDBValue[]) => DuckDBValue;
}

/** The prefix of every function that the sandbox adds to the database. Functions of queries must not begin with it. */
export const functionPrefix = "trino_";

/** Defines a function that is NULL if an argument is NULL. An error from `run` fails the query, and TRY makes it NULL. */
export function valueFunction<const P extends readonly Kind[], R extends Kind>(
  name: string,
  parameters: P,
  returns: R,
  run: (...values: ValuesOf<P>) => Values[R] | null,
): ValueFunction {
  return {
    name,
    parameters,
    returns,
    run: (items) => {
      const values = items.map((item, index) => readers[parameters[index] ?? "text"](item));
      const value = run(...(values as unknown as ValuesOf<P>));
      return value === null ? null : writers[returns](value);
    },
  };
}

const readers: { readonly [K in Kind]: (item: DuckDBValue) => Values[K] } = {
  text: String,
  whole: (item) => (typeof item === "bigint" ? item : BigInt(String(item))),
  double: Number,
  boolean: Boolean,
  texts: (item) =>
    item instanceof DuckDBListValue ? item.items.map((text) => (text === null ? null : String(text))) : [],
  zoned: (item) => {
    const { instant, zone } = item instanceof DuckDBStructValue ? item.entries : {};
    return { instant: instant instanceof DuckDBTimestampValue ? instant.micros : 0n, zone: String(zone) };
  },
};

const writers: { readonly [K in Kind]: (value: Values[Kind]) => DuckDBValue } = {
  text: (value) => String(value),
  whole: (value) => (typeof value === "bigint" ? value : null),
  double: Number,
  boolean: Boolean,
  texts: (value) => (Array.isArray(value) ? listValue(value) : null),
  zoned: (value) =>
    typeof value === "object" && "zone" in value
      ? structValue({ instant: new DuckDBTimestampValue(value.instant), zone: value.zone })
      : null,
};

const types: { readonly [K in Kind]: DuckDBType } = {
  text: VARCHAR,
  whole: BIGINT,
  double: DOUBLE,
  boolean: BOOLEAN,
  texts: LIST(VARCHAR),
  zoned: STRUCT({ instant: TIMESTAMP, zone: VARCHAR }),
};

/** Adds functions to a database before it is locked. */
export function addValueFunctions(connection: DuckDBConnection, functions: readonly ValueFunction[]): void {
  for (const { name, parameters, returns, run } of functions) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name: `${functionPrefix}${name}`,
        parameterTypes: parameters.map((kind) => types[kind]),
        returnType: types[returns],
        specialHandling: true,
        mainFunction: (info, chunk, output) => {
          try {
            runOnRows(run, chunk, output);
          } catch (error) {
            info.setError(error instanceof Error ? error.message : String(error));
          }
        },
      }),
    );
  }
}

/** Calls a function with the values of each row; the result is null if one of them is. */
function runOnRows(run: ValueFunction["run"], chunk: DuckDBDataChunk, output: DuckDBVector): void {
  const columns = Array.from({ length: chunk.columnCount }, (_, index) => chunk.getColumnVector(index));
  for (let row = 0; row < chunk.rowCount; row++) {
    const items = columns.map((column) => column.getItem(row));
    output.setItem(row, items.includes(null) ? null : run(items));
  }
  output.flush();
}

/**
 * Caches the latest results of a function of one text, such as a compiled pattern.
 * @param characters the total length of cached texts, in characters; above it the cache is emptied. @default 20 000
 */
export function remembered<T>(compute: (text: string) => T, characters = 20_000): (text: string) => T {
  const known = new Map<string, T>();
  let size = 0;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = compute(text);
    if (size + text.length > characters) {
      known.clear();
      size = 0;
    }
    known.set(text, value);
    size += text.length;
    return value;
  };
}
