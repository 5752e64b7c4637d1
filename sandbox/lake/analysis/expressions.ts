import type { Expression } from "../sql/syntax";
import { notSupported, place } from "../statement";
import { readType } from "../types/readType";
import { boolean, fieldKey, isNumeric, type RowType, sameName, type Type, typeText } from "../types/types";
import { arithmetic } from "./arithmetic";
import { analyzeCall, callFunction } from "./calls";
import { castSql, packed, textLiteral } from "./casts";
import { coerce, comparedType } from "./coerce";
import { common, compare, condition } from "./conditions";
import { array, extract, subscript } from "./containers";
import { typedLiteral } from "./literals";
import { between, distinct, inList, like, logical } from "./predicates";
import { queryScope, resolve, type Scope, type Session, type Typed } from "./scope";
import { analyzeSubquery } from "./subqueries";

/** Types an expression and translates it to DuckDB's SQL. @throws QueryError with Trino's message for an expression that Trino rejects */
export function analyze(session: Session, node: Expression, scope: Scope): Typed {
  const of = (part: Expression) => session.analyze(part, scope);
  switch (node.kind) {
    case "name":
      return column(session, scope, [node.name], node.at);
    case "field":
      return field(session, node, scope);
    case "subscript":
      return subscript(session, of(node.base), of(node.index), node);
    case "call":
      return analyzeCall(session, node, scope);
    case "lambda":
      throw session.error(node.at, "Lambda expression should always be used inside a function");
    case "unary":
      return unary(session, node.operator, of(node.value), node.at);
    case "binary":
      return node.operator === "||"
        ? callFunction(session, "concat", [of(node.left), of(node.right)], node.at)
        : arithmetic(session, node.operator, of(node.left), of(node.right), node.at);
    case "compare":
      return compare(session, node.operator, of(node.left), of(node.right), node.at);
    case "and":
    case "or":
      return logical(session, node, scope);
    case "not":
      return {
        type: boolean,
        sql: `(NOT ${condition(session, of(node.value), node.value.at, "Value of logical NOT expression").sql})`,
      };
    case "between":
      return between(session, node, scope);
    case "in":
      return inList(session, node, scope);
    case "like":
      return like(session, node, scope);
    case "isNull":
      return { type: boolean, sql: `(${of(node.value).sql} IS ${node.negated ? "NOT " : ""}NULL)` };
    case "isDistinct":
      return distinct(session, node, scope);
    case "case":
      return caseOf(session, node, scope);
    case "cast":
      return cast(session, of(node.value), readType(node.type, session.statement), node);
    case "array":
      return array(session, node, scope);
    case "row": {
      const items = node.items.map(of);
      const type: RowType = { kind: "row", fields: items.map((item) => ({ type: item.type })) };
      return {
        type,
        sql: packed(
          type,
          items.map((item) => item.sql),
        ),
      };
    }
    case "exists":
    case "query":
    case "inQuery":
    case "compareQuery":
      return analyzeSubquery(session, node, scope);
    case "atTimeZone":
      return callFunction(session, "at_timezone", [of(node.value), of(node.zone)], node.at);
    case "extract":
      return extract(session, node.field.toLowerCase(), of(node.value), node.at);
    case "grouping":
      throw notSupported(`${place(session.statement, node.at)}: grouping`);
    default:
      return typedLiteral(session, node);
  }
}

function column(session: Session, scope: Scope, names: readonly string[], at: number): Typed {
  const found = resolve(session, scope, names, at);
  if (found !== undefined) return { type: found.type, sql: found.sql };
  const isGiven = names.length === 1 && queryScope(scope).givenNames?.has(names.join("").toLowerCase());
  const reason = isGiven ? ": it is a name that this SELECT gives, which only ORDER BY can read" : "";
  throw session.error(at, `Column '${names.join(".")}' cannot be resolved${reason}`);
}

/** A field of a row, or a column with its relation's name. */
function field(session: Session, node: Expression & { readonly kind: "field" }, scope: Scope): Typed {
  if (node.base.kind === "name") {
    const found = resolve(session, scope, [node.base.name, node.name], node.at);
    if (found !== undefined) return { type: found.type, sql: found.sql };
  }
  const base = session.analyze(node.base, scope);
  if (base.type.kind !== "row") {
    throw session.error(node.base.at, `Expression ${spelled(session, node.base)} is not of type ROW`);
  }
  const places = base.type.fields.flatMap((item, index) => (sameName(item.name, node.name) ? [index] : []));
  const [place] = places;
  const found = place === undefined ? undefined : base.type.fields[place];
  if (place === undefined || found === undefined) {
    throw session.error(node.base.at, `Column '${spelled(session, node.base)}.${node.name}' cannot be resolved`);
  }
  if (places.length > 1) throw session.error(node.at, `Ambiguous row field reference: ${node.name}`);
  return { type: found.type, sql: `struct_extract(${base.sql}, ${textLiteral(fieldKey(base.type, place))})` };
}

/** A name with its qualifiers, as written. */
function spelled(session: Session, node: Expression): string {
  if (node.kind === "name") return node.name;
  return node.kind === "field" ? `${spelled(session, node.base)}.${node.name}` : "(...)";
}

function unary(session: Session, operator: "+" | "-", value: Typed, at: number): Typed {
  const isSigned = isNumeric(value.type) || (operator === "-" && value.type.kind.startsWith("interval"));
  if (!isSigned)
    throw session.error(
      at,
      operator === "-"
        ? `Cannot negate ${typeText(value.type)}`
        : "Unary '+' operator cannot by applied to " + `${typeText(value.type)} type`,
    );
  return operator === "-" ? { type: value.type, sql: `(-${value.sql})` } : value;
}

function caseOf(session: Session, node: Expression & { readonly kind: "case" }, scope: Scope): Typed {
  const operand = node.operand && session.analyze(node.operand, scope);
  const conditions = node.whens.map(({ when }) => {
    const value = session.analyze(when, scope);
    if (operand === undefined) return condition(session, value, when.at, "CASE WHEN clause").sql;
    if (comparedType(operand, value) === undefined) {
      throw session.error(
        when.at,
        `CASE operand type does not match WHEN clause operand type: ${typeText(operand.type)} vs ${typeText(value.type)}`,
      );
    }
    return compare(session, "=", operand, value, when.at).sql;
  });
  const results = [...node.whens.map(({ result }) => result), ...(node.otherwise ? [node.otherwise] : [])];
  const values = results.map((result) => session.analyze(result, scope));
  const type = common(session, values, results, "CASE results");
  const [...sqls] = values.map((value) => coerce(session, value, type).sql);
  const whens = conditions.map((sql, index) => ` WHEN ${sql} THEN ${sqls[index]}`).join("");
  const otherwise = node.otherwise ? ` ELSE ${sqls.at(-1)}` : "";
  return { type, sql: `CASE${whens}${otherwise} END` };
}

function cast(session: Session, value: Typed, type: Type, node: Expression & { readonly kind: "cast" }): Typed {
  const sql = castSql(value.type, type, value.sql, () => session.alias("v"));
  if (sql === undefined) throw session.error(node.at, `Cannot cast ${typeText(value.type)} to ${typeText(type)}`);
  return { type, sql: node.tries && sql !== value.sql ? `TRY(${sql})` : sql };
}
