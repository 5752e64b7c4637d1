import { z } from "zod";
import { reasonAgainst, type VariantName, type Variants, variantOf } from "../integration/integrationSettings";
import { notAllowed, type Problem, unknownName, withoutEffect } from "./problem";

/** Gives the reason why a key, by its path inside the checked value, is known and has no effect; undefined for an unknown one. */
type Reason = (key: readonly string[]) => string | undefined;

/** Either the value, typed and with its defaults, or every problem. */
export interface Checked<Value> {
  readonly value?: Value;
  readonly problems: readonly Problem[];
}

/**
 * Checks `value` and gives either the typed value or every problem, with its path below `path`. A key without effect is a problem, and the rest
 * is checked all the same. `names` is the schema whose keys are suggested for an unknown one.
 */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: string,
  reason: Reason = () => undefined,
  names: z.ZodType = schema,
): Checked<z.output<Schema>> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) {
    return { value: result.data, problems: [] };
  }
  const { issues } = result.error;
  const idle = issues.flatMap((issue) => {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
    return unknown.map((key) => [...issue.path.map(String), key]).filter((key) => reason(key) !== undefined);
  });
  if (idle.length === 0) {
    return { problems: issues.flatMap((issue) => problemsOf(issue, names, path)) };
  }
  const problems = idle.map((key) => withoutEffect([path, ...key].join("."), reason(key) ?? ""));
  const rest = check(schema, idle.reduce(without, value), path, reason, names);
  return { ...rest, problems: [...problems, ...rest.problems] };
}

/** Checks `value` against the variant that it chooses by its delivery and sink, in the way of {@link check}. */
export function checkVariant<Of extends Variants>(
  variants: Of,
  value: unknown,
  path: string,
): Checked<z.output<Of[VariantName]>> {
  const name = variantOf(value);
  if (name === undefined) {
    return { problems: check(variants.any, value, path).problems };
  }
  const schema: Of[VariantName] = variants[name];
  const reason: Reason = (key) =>
    keysAt(variants.any, key.slice(0, -1)).includes(key.at(-1) ?? "") ? reasonAgainst(name, key[0] ?? "") : undefined;
  // A misspelt key of another variant is taken for that key, not for one of this variant that looks like it.
  return check(schema, value, path, reason, variants.any);
}

function problemsOf(issue: z.core.$ZodIssue, names: z.ZodType, path: string): Problem[] {
  const at = [path, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(names, issue.path);
    return issue.keys.map((key) => unknownName(`${at}.${key}`, "key", key, known));
  }
  return [notAllowed(at, issue.input, issue.message)];
}

/** The keys that the schema knows at a path inside it. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let here: unknown = unwrapped(schema);
  for (const step of path) {
    if (!(here instanceof z.ZodObject)) {
      return [];
    }
    const shape: Readonly<Record<string, unknown>> = here.shape;
    here = unwrapped(Object.hasOwn(shape, step) ? shape[String(step)] : undefined);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

/** The schema inside those that only say what applies without a value. */
export function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrapped(schema.unwrap())
    : schema;
}

/** A copy of a value without the key at a path. */
function without(value: unknown, [step = "", ...path]: readonly string[]): unknown {
  const { [step]: inner, ...others }: Readonly<Record<string, unknown>> = { ...Object(value) };
  return path.length === 0 ? others : { ...others, [step]: without(inner, path) };
}
