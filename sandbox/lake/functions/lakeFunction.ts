import type { Type } from "../types/types";
import { readSignature, type Signature } from "./signature";

/** A call with a resolved signature: the arguments' SQL in the signature's types, and the types. */
export interface ResolvedCall {
  readonly sql: readonly string[];
  readonly types: readonly Type[];
  readonly result: Type;
  /** Makes names for lambdas. */
  readonly alias: () => string;
}

type Translation = string | ((call: ResolvedCall) => string);

/** One signature of a function, and its translation to DuckDB's SQL. */
export interface Variant {
  readonly signature: Signature;
  readonly translation: Translation;
}

export type FunctionKind = "scalar" | "aggregate" | "window";

/** A function of Trino's that the sandbox emulates. */
export interface LakeFunction {
  readonly name: string;
  readonly kind: FunctionKind;
  readonly variants: readonly Variant[];
}

/**
 * Describes a function by pairs of a signature and a translation. In a translation `$1` is the first argument and `$*` are all of them. In that
 * of an aggregate `{...}` holds the text between the parentheses of the database's own aggregate, where DISTINCT, ORDER BY, FILTER and OVER are
 * added.
 */
export function describe(
  kind: FunctionKind,
): (name: string, ...pairs: readonly (readonly [signature: string, translation: Translation])[]) => LakeFunction {
  return (name, ...pairs) => ({
    name,
    kind,
    variants: pairs.map(([signature, translation]) => ({ signature: readSignature(signature), translation })),
  });
}

/** Builds the SQL of a call. */
export function translate({ translation }: Variant, call: ResolvedCall): string {
  if (typeof translation === "function") return translation(call);
  return translation.replace(/\$(\d|\*)/g, (_, place: string) =>
    place === "*" ? call.sql.join(", ") : (call.sql[Number(place) - 1] ?? "NULL"),
  );
}
