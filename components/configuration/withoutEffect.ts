import type { Problem } from "./problem";

/** A value that would be passed over in silence is a mistake that nobody sees. */
export function withoutEffect(path: string, entry: object, keys: readonly string[], reason: string): Problem[] {
  return keys
    .filter((key) => key in entry)
    .map((key) => ({ path: `${path}.${key}`, message: `has no effect here, since ${reason}; leave it out` }));
}

/** The problem of an ARN of CloudTrail's that is none. */
export function malformedArn(path: string, value: string, form: string): Problem {
  return {
    path,
    message: `${JSON.stringify(value)} is malformed; it must be arn:aws:cloudtrail:REGION:ACCOUNT:${form}`,
  };
}
