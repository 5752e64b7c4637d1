import type { CallSyntax, Expression } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { commonType } from "../types/coercion";
import { isComparable, isOrderable, type Type, typeText } from "../types/types";
import { coerce, commonTypeOf } from "./coerce";
import { concat } from "./concat";
import { common, compare, condition } from "./conditions";
import type { Scope, Session, Typed } from "./scope";

type Call = CallSyntax & { readonly at: number };

/** Types a call with its own rule in Trino's grammar or analyzer, or returns undefined. */
export function specialCall(session: Session, node: Call, scope: Scope): Typed | undefined {
  const special = Object.hasOwn(specials, node.name) ? specials[node.name] : undefined;
  if (special === undefined) return undefined;
  const { distinct, orderBy, filter, over, nulls } = node;
  if (distinct || orderBy.length > 0 || filter !== undefined || over !== undefined || nulls !== undefined) {
    throw session.error(node.at, `DISTINCT, ORDER BY, FILTER and OVER are not valid for ${node.name}`);
  }
  return special(session, node, scope);
}

type Special = (session: Session, node: Call, scope: Scope) => Typed;

const specials: Readonly<Record<string, Special>> = {
  if: ifOf,
  nullif: nullIf,
  coalesce: coalesceOf,
  try: (session, node, scope) => {
    const [value, ...more] = node.arguments;
    if (value === undefined || more.length > 0)
      throw wrongCount(session, node, "The 'try' function must have exactly one argument");
    const { type, sql } = session.analyze(value, scope);
    return { type, sql: `TRY(${sql})` };
  },
  typeof: (session, node, scope) => {
    const [value, ...more] = values(session, node, scope);
    if (value === undefined || more.length > 0) throw session.error(node.at, "Function 'typeof' takes one argument");
    return { type: { kind: "varchar" }, sql: `'${typeText(value.type).replaceAll("'", "''")}'` };
  },
  concat: (session, node, scope) => concat(session, values(session, node, scope), node.at),
  greatest: (session, node, scope) => extreme(session, node, scope),
  least: (session, node, scope) => extreme(session, node, scope),
};

function wrongCount(
  session: Session,
  node: Call,
  message = `Invalid number of arguments for '${node.name}' function`,
): Error {
  return session.error(node.at, message);
}

function values(session: Session, node: Call, scope: Scope): readonly Typed[] {
  return node.arguments.map((argument) => session.analyze(argument, scope));
}

function ifOf(session: Session, node: Call, scope: Scope): Typed {
  const [test, yes, no, ...more] = node.arguments;
  if (test === undefined || yes === undefined || more.length > 0) throw wrongCount(session, node);
  const conditionSql = condition(session, session.analyze(test, scope), test.at, "IF condition").sql;
  const results = [yes, ...(no === undefined ? [] : [no])].map((result) => session.analyze(result, scope));
  const type = commonTypeOf(results.map((result) => result.type));
  if (type === undefined)
    throw session.error(
      node.at,
      `Result types for IF must be the same: ${results.map((result) => typeText(result.type)).join(" vs ")}`,
    );
  const [first, second] = results.map((result) => coerce(session, result, type).sql);
  return { type, sql: `CASE WHEN ${conditionSql} THEN ${first}${second === undefined ? "" : ` ELSE ${second}`} END` };
}

function nullIf(session: Session, node: Call, scope: Scope): Typed {
  const [first, second, ...more] = values(session, node, scope);
  if (first === undefined || second === undefined || more.length > 0) throw wrongCount(session, node);
  if (commonType(first.type, second.type) === undefined) {
    throw session.error(
      node.at,
      `Types are not comparable with NULLIF: ${typeText(first.type)} vs ${typeText(second.type)}`,
    );
  }
  return {
    type: first.type,
    sql: `CASE WHEN ${compare(session, "=", first, second, node.at).sql} THEN NULL ELSE ${first.sql} END`,
  };
}

function coalesceOf(session: Session, node: Call, scope: Scope): Typed {
  if (node.arguments.length < 2)
    throw wrongCount(session, node, "The 'coalesce' function must have at least two arguments");
  const operands = values(session, node, scope);
  const type = common(session, operands, node.arguments as readonly Expression[], "COALESCE operands");
  return { type, sql: `coalesce(${operands.map((operand) => coerce(session, operand, type).sql).join(", ")})` };
}

/** NULL if one of the values is. */
function extreme(session: Session, node: Call, scope: Scope): Typed {
  const operands = values(session, node, scope);
  const type = commonTypeOf(operands.map((operand) => operand.type));
  if (type === undefined || operands.length === 0 || !isOrderable(type) || !isComparable(type)) {
    throw session.error(
      node.at,
      `Unexpected parameters (${operands.map((operand) => typeText(operand.type)).join(", ")}) for function ${node.name}. Expected: ${node.name}(E) E:orderable`,
    );
  }
  refuseUnordered(session, type, node);
  const sqls = operands.map((operand) => coerce(session, operand, type).sql);
  if (sqls.length === 1) return { type, sql: sqls.join("") };
  return {
    type,
    sql: `CASE WHEN ${sqls.map((sql) => `${sql} IS NOT NULL`).join(" AND ")} THEN ${node.name}(${sqls.join(", ")}) END`,
  };
}

function refuseUnordered(session: Session, type: Type, node: Call): void {
  if (type.kind === "array" || type.kind === "row")
    throw notSupported(`${place(session.statement, node.at)}: ${node.name} of ${typeText(type)}`);
}
