import { distance } from "fastest-levenshtein";
import { PersonError } from "../personError";

/** Kinds of problems: a missing value, a value that is not allowed by itself or together with others, an unknown name or key, a key without effect. */
export type ProblemCode = "missing" | "not-allowed" | "conflict" | "unknown" | "without-effect";

/** A problem of the configuration. */
export interface Problem {
  /** The kind of problem, for programs and tests. */
  readonly code: ProblemCode;
  /** The dotted path in the form of `pulumi config set --path`, for example `partner-audit:vendors.okta.retentionDays`. */
  readonly path: string;
  /** The mistake, with the value, the allowed values and the fix; a sentence that follows the path. */
  readonly message: string;
}

/** A problem in Pulumi's form. */
export interface PropertyError {
  /** The path of the property, below the component for a component's argument. */
  readonly propertyPath: string;
  /** The mistake and the fix. */
  readonly reason: string;
}

/**
 * All problems of a configuration or of a component's arguments, thrown before any of its resources is provisioned. It has the mark and the member of
 * Pulumi's own `InputPropertiesError`, so a component provider treats it as one (`pulumi.InputPropertiesError.isInstance`).
 */
export class ConfigurationError extends PersonError {
  /** Distinguishes it from every other error, across copies of the package. */
  override readonly name = "ConfigurationError";
  /** The mark of Pulumi's own error. */
  readonly __pulumiInputPropertiesError = true;
  /** The problems in Pulumi's form. */
  readonly errors: readonly PropertyError[];

  /**
   * @param problems all problems, in the order of printing
   * @param component the name of the component with these arguments, with which their paths begin; undefined for a stack's configuration
   */
  constructor(
    /** All problems. */
    readonly problems: readonly Problem[],
    component?: string,
  ) {
    super(describe(problems, component));
    this.errors = problems.map(({ path, message }) => ({
      propertyPath: path.startsWith(`${component}.`) ? path.slice(`${component}.`.length) : path,
      reason: message,
    }));
  }
}

/** Makes the problem of a value that is not allowed, or of a missing value. */
export function notAllowed(path: string, value: unknown, allowed: string): Problem {
  return value === undefined
    ? missing(path, `is missing; it must be ${allowed}`)
    : { code: "not-allowed", path, message: `${show(value)} is not allowed; it must be ${allowed}` };
}

/** Makes the problem of a missing value. */
export function missing(path: string, message: string): Problem {
  return { code: "missing", path, message };
}

/** Makes the problem of a value that conflicts with others: of the configuration, the vendor or the stack. */
export function conflict(path: string, message: string): Problem {
  return { code: "conflict", path, message };
}

/** Returns a list of the problem if it is found, else an empty list. */
export function problemIf(isFound: boolean, problem: Problem): Problem[] {
  return isFound ? [problem] : [];
}

/** Makes the problem of an unknown key or name, with the nearest known one. */
export function unknownName(path: string, kind: string, name: string, known: readonly string[]): Problem {
  const near = nearest(name, known);
  const suggestion = near === undefined ? "" : `; did you mean ${near}?`;
  const list = known.length === 0 ? "there are none" : known.join(", ");
  return {
    code: "unknown",
    path,
    message: `${show(name)} is not a known ${kind}${suggestion === "" ? ";" : suggestion} Known: ${list}`,
  };
}

/** Makes the problem of a value that would be ignored silently. */
export function withoutEffect(path: string, reason: string): Problem {
  return { code: "without-effect", path, message: `has no effect here, since ${reason}; leave it out` };
}

/** Lists problems for those of the keys that have a value in the entry: a program may pass undefined. */
export function keysWithoutEffect<Key extends string>(
  path: string,
  entry: Readonly<Partial<Record<Key, unknown>>>,
  keys: readonly Key[],
  reason: string,
): Problem[] {
  return keys.filter((key) => entry[key] !== undefined).map((key) => withoutEffect(`${path}.${key}`, reason));
}

/** Makes the problem of a malformed CloudTrail ARN. */
export function malformedArn(path: string, value: string, form: string): Problem {
  return {
    code: "not-allowed",
    path,
    message: `${JSON.stringify(value)} is malformed; it must be arn:aws:cloudtrail:REGION:ACCOUNT:${form}`,
  };
}

/** Lists the entries with the identity of an earlier one, each with the key of the earlier one. An entry without an identity repeats none. */
export function repetitions<Entry>(
  entries: Readonly<Record<string, Entry>>,
  identityOf: (entry: Entry, key: string) => string | undefined,
): readonly { readonly key: string; readonly owner: string; readonly identity: string }[] {
  const owners = new Map<string, string>();
  return Object.entries(entries).flatMap(([key, entry]) => {
    const identity = identityOf(entry, key);
    if (identity === undefined) {
      return [];
    }
    const owner = owners.get(identity);
    owners.set(identity, owner ?? key);
    return owner === undefined ? [] : [{ key, owner, identity }];
  });
}

/** Returns the known name with the fewest edits from `name`; undefined if these are more than half of its length. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(2, Math.floor(name.length / 2)) ? best.candidate : undefined;
}

function describe(problems: readonly Problem[], component: string | undefined): string {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  const heading =
    component === undefined
      ? `The stack's configuration has ${count}; nothing was provisioned:`
      : `The arguments of ${component} have ${count}; nothing of it was provisioned:`;
  return [heading, ...problems.map(({ path, message }) => `  ${path}: ${message}.`)].join("\n");
}

/** Formats a value for a message: JSON, shortened if it is long. The value of an Output is not known. */
function show(value: unknown): string {
  if (Object(value).__pulumiOutput === true) {
    return "an Output";
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}
