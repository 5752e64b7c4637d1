import { z } from "zod";
import { notAllowed, type Problem, unknownName } from "./problem";

/** Checks `value` against `schema` and gives either the value, typed, or every problem with its path below `path`. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: string,
): { readonly value?: z.infer<Schema>; readonly problems: readonly Problem[] } {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success
    ? { value: result.data, problems: [] }
    : { problems: result.error.issues.flatMap((issue) => problemsOf(issue, schema, path)) };
}

function problemsOf(issue: z.core.$ZodIssue, schema: z.ZodType, path: string): Problem[] {
  const at = [path, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, issue.path);
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
    here = unwrapped(shape[String(step)]);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}
