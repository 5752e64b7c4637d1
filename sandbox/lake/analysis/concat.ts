import { coerces } from "../types/coercion";
import { isText, type Type, typeText } from "../types/types";
import { coerce, commonTypeOf } from "./coerce";
import type { Session, Typed } from "./scope";

/** `concat` and `||` on texts, arrays, or an array and its element. */
export function concat(session: Session, values: readonly Typed[], at: number): Typed {
  const types = values.map((value) => value.type);
  const refusal = session.error(
    at,
    `Unexpected parameters (${types.map(typeText).join(", ")}) for function concat. Expected: concat(char(x), char(y)), concat(array(E), E) E, concat(E, array(E)) E, concat(array(E)) E, concat(varchar), concat(varbinary)`,
  );
  if (values.length < 2) throw session.error(at, "There must be two or more concatenation arguments");
  const arrays = types.flatMap((type) => (type.kind === "array" ? [type.element] : []));
  if (arrays.length > 0) return concatArrays(session, values, refusal);
  const others = types.filter((type) => type.kind !== "unknown" && type.kind !== "varbinary" && !isText(type));
  // NULL counts as an array of the other operand's type.
  if (
    others.length === 1 &&
    types.length === 2 &&
    others[0] !== undefined &&
    types.some((type) => type.kind === "unknown")
  ) {
    return { type: { kind: "array", element: others[0] }, sql: "NULL" };
  }
  const isChars =
    types.every((type) => type.kind === "char" || type.kind === "varchar") &&
    types.some((type) => type.kind === "char");
  if (isChars && types.length === 2) return concatChars(values);
  const target: Type = types.some((type) => type.kind === "varbinary") ? { kind: "varbinary" } : { kind: "varchar" };
  if (!types.every((type) => coerces(type, target))) throw refusal;
  return { type: target, sql: `(${values.map((value) => coerce(session, value, target).sql).join(" || ")})` };
}

function concatArrays(session: Session, values: readonly Typed[], refusal: Error): Typed {
  const lists = values.flatMap(({ type }) => (type.kind === "array" ? [type] : []));
  const candidates = [commonTypeOf(lists), ...lists].flatMap((type) => (type?.kind === "array" ? [type] : []));
  const isItem = (list: Type & { readonly kind: "array" }, value: Typed) =>
    !coerces(value.type, list) && coerces(value.type, list.element);
  const list = candidates.find((one) => {
    const items = values.filter((value) => isItem(one, value));
    const isWhole = values.every((value) => coerces(value.type, one) || isItem(one, value));
    return isWhole && (items.length === 0 || (items.length === 1 && values.length === 2));
  });
  // The type of the elements may be that of the single element, as in ARRAY[1] || 2.5.
  const widened = list ?? widenedList(values);
  if (widened === undefined) throw refusal;
  const parts = values.map((value) =>
    isItem(widened, value)
      ? `list_value(${coerce(session, value, widened.element).sql})`
      : coerce(session, value, widened).sql,
  );
  return { type: widened, sql: `(${parts.join(" || ")})` };
}

function widenedList(values: readonly Typed[]): (Type & { readonly kind: "array" }) | undefined {
  if (values.length !== 2) return undefined;
  const element = commonTypeOf(values.map(({ type }) => (type.kind === "array" ? type.element : type)));
  return element && { kind: "array", element };
}

function concatChars(values: readonly Typed[]): Typed {
  const lengths = values.map(({ type }) => (isText(type) ? (type.length ?? 0) : 0));
  const padded = values.map((value, index) => `rpad(${value.sql}, ${lengths[index]}, ' ')`);
  const length = lengths.reduce((sum, one) => sum + one, 0);
  return { type: { kind: "char", length }, sql: `rtrim(${padded.join(" || ")}, ' ')` };
}
