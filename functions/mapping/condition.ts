import type { Condition } from "./fieldMapping";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Path,
  pathOf,
  saysNothing,
  textOf,
  valueAt,
} from "./values/json";

/** A condition with its paths split and its pattern compiled. */
export interface CompiledCondition {
  readonly from: readonly Path[];
  /** In lower case, which V8 computes several times faster than upper case. */
  readonly values: ReadonlySet<string> | undefined;
  readonly pattern: RegExp | undefined;
  readonly atLeast: number | undefined;
  /** Lists; the condition holds if it holds for any object in one of them. */
  readonly lists: readonly { readonly list: Path; readonly item: CompiledCondition }[] | undefined;
}

/** Compiles a condition of a built-in mapping. */
export function compileCondition({ field, values, pattern, atLeast }: Condition): CompiledCondition {
  const fields = [field].flat();
  const inLists = fields.flatMap((path) => {
    const [list = "", ...rest] = path.split(".*.");
    return rest.length === 0
      ? []
      : [{ list: pathOf(list), item: compileCondition({ field: rest.join(".*."), values, pattern, atLeast }) }];
  });
  return {
    from: fields.filter((path) => !path.includes(".*.")).map(pathOf),
    lists: inLists.length === 0 ? undefined : inLists,
    values: values && new Set(values.map((value) => value.toLowerCase())),
    pattern: pattern === undefined ? undefined : new RegExp(pattern, "i"),
    atLeast,
  };
}

/** Checks a condition against the first of its paths with a value, and against each object of its lists. */
export function holds(condition: CompiledCondition, detail: JsonObject): boolean {
  return holdsForField(condition, detail) || (condition.lists?.some((list) => holdsForItem(list, detail)) ?? false);
}

function holdsForItem(
  { list, item: condition }: { readonly list: Path; readonly item: CompiledCondition },
  detail: JsonObject,
): boolean {
  const items = valueAt(detail, list);
  return Array.isArray(items) && items.some((item: JsonValue) => isJsonObject(item) && holds(condition, item));
}

function holdsForField({ from, values, pattern, atLeast }: CompiledCondition, detail: JsonObject): boolean {
  if (values === undefined && pattern === undefined && atLeast === undefined) {
    return from.some((path) => holdsSomething(valueAt(detail, path)));
  }
  const text = firstText(detail, from);
  if (text === undefined) {
    return false;
  }
  return (
    values?.has(text.toLowerCase()) === true ||
    pattern?.test(text) === true ||
    (atLeast !== undefined && Number(text) >= atLeast)
  );
}

/** Returns true if the condition's fields hold a text that does not meet the condition. */
export function isOther(condition: CompiledCondition, detail: JsonObject): boolean {
  return firstText(detail, condition.from) !== undefined && !holds(condition, detail);
}

/** Returns the first text, number or boolean at one of the paths, as text. */
function firstText(detail: JsonObject, paths: readonly Path[]): string | undefined {
  for (const path of paths) {
    const value = valueAt(detail, path);
    const text = typeof value === "boolean" ? String(value) : textOf(value ?? null);
    if (text !== undefined) {
      return text;
    }
  }
  return undefined;
}

function holdsSomething(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== false && !saysNothing(value);
}
