import { type LakeFunction, type ResolvedCall, translate, type Variant } from "../functions/lakeFunction";
import { lakeFunctions } from "../functions/lakeFunctions";
import { decimalResult } from "../functions/numberFunctions";
import { otherFunctions } from "../functions/otherFunctions";
import { type Argument, type Match, match } from "../functions/signature";
import type { CallSyntax, Expression } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { coerces } from "../types/coercion";
import { type Type, typeText } from "../types/types";
import { aggregateSql } from "./aggregates";
import { coerce } from "./coerce";
import { concat } from "./concat";
import type { Scope, Session, Typed } from "./scope";
import { specialCall } from "./specialCalls";

type Call = CallSyntax & { readonly at: number };

/** Types a call of a function, an aggregate or a window function. */
export function analyzeCall(session: Session, node: Call, scope: Scope): Typed {
  const special = specialCall(session, node, scope);
  if (special !== undefined) return special;
  const known = functionOf(session, node);
  const isAggregate = known.kind !== "scalar";
  const isDecorated = node.distinct || node.orderBy.length > 0 || node.filter !== undefined;
  if (!isAggregate && (isDecorated || node.over !== undefined)) {
    const what = node.over === undefined ? "DISTINCT, ORDER BY or FILTER" : "OVER";
    throw session.error(node.at, `${what} is not allowed for the scalar function ${node.name}`);
  }
  if (known.kind === "window" && node.over === undefined) {
    throw session.error(node.at, `Window function ${node.name} requires an OVER clause`);
  }
  const values = node.arguments.map((argument) =>
    argument.kind === "lambda" ? undefined : session.analyze(argument, scope),
  );
  const given = node.arguments.map(
    (argument, index): Argument => values[index] ?? lambdaArgument(session, argument, scope),
  );
  const { variant, found } = resolveVariant(session, known, given, node.at);
  const sql = node.arguments.map((argument, index) => {
    const value = values[index];
    const type = found.parameters[index];
    if (value !== undefined && type !== undefined) return coerce(session, value, type).sql;
    return lambda(session, argument, found.lambdas.get(index) ?? [], scope, type).sql;
  });
  const result = decimalResult(node.name, found.parameters) ?? found.result;
  const call = { sql, types: found.parameters, result, alias: () => session.alias("v") };
  const translation = translated(session, variant, call);
  return { type: result, sql: isAggregate ? aggregateSql(session, node, translation, scope) : translation };
}

/** Types a call with typed arguments; operators are calls too. */
export function callFunction(session: Session, name: string, values: readonly Typed[], at: number): Typed {
  if (name === "concat") return concat(session, values, at);
  const known = lakeFunctions.get(name);
  if (known === undefined) throw session.error(at, `Function '${name}' not registered`);
  const { variant, found } = resolveVariant(session, known, values, at);
  const sql = values.map((value, index) => coerce(session, value, found.parameters[index] ?? value.type).sql);
  const call = { sql, types: found.parameters, result: found.result, alias: () => session.alias("v") };
  return { type: found.result, sql: translated(session, variant, call) };
}

function translated(session: Session, variant: Variant, call: ResolvedCall): string {
  const now = BigInt(Math.trunc(session.surroundings.now)) * 1_000n;
  return translate(variant, call).replaceAll("$now", `struct_pack(instant := make_timestamp(${now}), zone := 'UTC')`);
}

function functionOf(session: Session, node: Call): LakeFunction {
  const known = lakeFunctions.get(node.name);
  if (known !== undefined) return known;
  if (otherFunctions.has(node.name))
    throw notSupported(`${place(session.statement, node.at)}: the function ${node.name}`);
  throw session.error(node.at, `Function '${node.name}' not registered`);
}

function lambdaArgument(session: Session, argument: Expression, scope: Scope): Argument {
  if (argument.kind !== "lambda") throw new Error("Only a lambda has no value.");
  return {
    lambda: argument.parameters.length,
    resultOf: (types) => lambda(session, argument, types, scope, undefined).type,
  };
}

/** Types a lambda with the given parameter types. @param result the type that its result is coerced to */
function lambda(
  session: Session,
  node: Expression,
  types: readonly Type[],
  scope: Scope,
  result: Type | undefined,
): Typed {
  if (node.kind !== "lambda") throw new Error("The argument is no lambda.");
  const fields = node.parameters.map((name, index) => ({
    name,
    type: types[index] ?? { kind: "unknown" as const },
    sql: session.alias("p"),
  }));
  const body = session.analyze(node.body, { fields, parent: scope, isLambda: true });
  const value = result === undefined || !coerces(body.type, result) ? body : coerce(session, body, result);
  return { type: value.type, sql: `lambda ${fields.map(({ sql }) => sql).join(", ")}: ${value.sql}` };
}

/** Chooses the signature as Trino does: one without coercions, else the most specific one. @throws QueryError if none fits */
function resolveVariant(
  session: Session,
  known: LakeFunction,
  given: readonly Argument[],
  at: number,
): { readonly variant: Variant; readonly found: Match } {
  const matches = (coercing: boolean) =>
    known.variants.flatMap((variant) => {
      const found = match(variant.signature, given, coercing);
      return found === undefined ? [] : [{ variant, found }];
    });
  const exact = matches(false).find(({ found }) => found.isExact);
  if (exact !== undefined) return exact;
  const candidates = matches(true);
  const isBest = (one: Match) =>
    candidates.every(({ found }) =>
      found.parameters.every((type, index) => coerces(one.parameters[index] ?? type, type)),
    );
  const best = candidates.find(({ found }) => isBest(found)) ?? candidates[0];
  if (best !== undefined) return best;
  const types = given.map((argument) => ("type" in argument ? typeText(argument.type) : "function"));
  const expected = known.variants.map(({ signature }) => `${known.name}(${signature.text.replace(/ ?-> .*$/, "")})`);
  throw session.error(
    at,
    `Unexpected parameters (${types.join(", ")}) for function ${known.name}. Expected: ${expected.join(", ")}`,
  );
}
