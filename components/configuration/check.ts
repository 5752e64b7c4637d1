import { z } from "zod";
import { reasonAgainst, type VariantName, type Variants, variantOf } from "../integration/integrationSettings";
import { notAllowed, type Problem, unknownName, withoutEffect } from "./problem";

/** Returns the reason why a known key, by its path inside the checked value, has no effect; undefined for an unknown key. */
type Reason = (key: readonly string[]) => string | undefined;

/** Either the typed value with its defaults, or all problems. */
export interface Checked<Value> {
  readonly value?: Value;
  readonly problems: readonly Problem[];
}

/**
 * Checks `value` and returns either the typed value or all problems, with their paths below `path`. A key without effect is a problem, but the rest is
 * still checked. `names` is the schema whose keys are suggested for an unknown key.
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

/** Checks `value` like {@link check}, against the variant of its delivery and sink. */
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
  // Suggestions come from all variants, so a misspelt key of another variant is not taken for a similar key of this one.
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

/** Lists the schema's keys at a path inside it. */
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

/** Returns the schema inside wrappers that only set a default or make it optional. */
export function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? unwrapped(schema.unwrap())
    : schema;
}

/** Copies a value without the key at a path. */
function without(value: unknown, [step = "", ...path]: readonly string[]): unknown {
  const { [step]: inner, ...others }: Readonly<Record<string, unknown>> = { ...Object(value) };
  return path.length === 0 ? others : { ...others, [step]: without(inner, path) };
}
