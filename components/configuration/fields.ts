import { z } from "zod";
import type { JsonObject } from "../../functions/mapping/values/json";

// Fields of the configuration's schema. Each has one phrase for its allowed values, which every error about a value quotes.

/** Makes the schema of a whole number within inclusive bounds. */
export function wholeNumber(unit: string, minimum: number, maximum: number) {
  const error = `a whole number of ${unit} from ${minimum} to ${maximum}`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}

/** Makes the schema of a whole number within inclusive bounds that are given as an object. */
export function within(unit: string, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
  return wholeNumber(unit, minimum, maximum);
}

/** Makes the schema of a map whose content is checked elsewhere. */
export function jsonObject(error: string) {
  return z.custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
    error,
  });
}

/** Makes the schema of one of the listed numbers; the error names the nearest one. */
export function listedNumber(unit: string, values: readonly number[]) {
  const listed = (value: unknown) =>
    typeof value === "number" && Number.isFinite(value) ? ` (the nearest is ${nearestNumber(value, values)})` : "";
  const error = (issue: { readonly input?: unknown }) =>
    `a number of ${unit} that AWS lists${listed(issue.input)}: ${values.join(", ")}`;
  return z.number({ error }).refine((value) => values.includes(value), { error });
}

/** Makes the schema of one of the listed words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: values.length === 1 ? values[0] : `one of ${values.join(", ")}` });
}

/** Makes the schema of text in a documented form. */
export function text(allowed: string, pattern: RegExp, maximumLength: number) {
  return z.string({ error: allowed }).max(maximumLength, { error: allowed }).regex(pattern, { error: allowed });
}

/** Makes the schema of `true` or `false`. */
export function flag() {
  return z.boolean({ error: "true or false" });
}

/** Makes the schema of a calendar day as text. Pulumi passes a day without quotes as `2026-12-31 00:00:00 +0000 UTC` (seen with its CLI 3.248). */
export function day() {
  const error = "a day, YYYY-MM-DD";
  return z
    .string({ error })
    .transform((value) => value.replace(/ 00:00:00 \+0000 UTC$/, ""))
    .refine(isDay, { error });
}

/**
 * Makes the schema of tags. AWS allows 50, with keys of 1 to 128 characters outside `aws:` and values of at most 256 (AWS General Reference, Tagging AWS
 * resources); three are reserved for a log group of audit events.
 */
export function tags() {
  const error =
    "a map of at most 47 tags whose keys have 1 to 128 characters and do not begin with aws: or partner-audit:, and whose values are text of at most 256 characters";
  const key = z.string().regex(/^(?!aws:|partner-audit:)[\s\S]{1,128}$/i, { error });
  return z
    .record(key, z.string({ error }).max(256, { error }), { error })
    .refine((map) => Object.keys(map).length <= 47, { error });
}

function nearestNumber(value: number, values: readonly number[]): number {
  return values.reduce((best, candidate) => (Math.abs(candidate - value) < Math.abs(best - value) ? candidate : best));
}

/** Returns true if a text is a calendar day. JavaScript parses 2026-02-30 as March 2. */
function isDay(value: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
