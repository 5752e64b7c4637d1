import { distance } from "fastest-levenshtein";
import { PersonError } from "../personError";

/** The kinds of problems: a value that is needed, one that is not allowed by itself or beside others, a name or key that is unknown or idle. */
export type ProblemCode = "missing" | "not-allowed" | "conflict" | "unknown" | "without-effect";

/** One thing that is wrong with the configuration. */
export interface Problem {
  /** The kind of problem, for programs and tests. */
  readonly code: ProblemCode;
  /** Where: the dotted path as `pulumi config set --path` takes it, for example `partner-audit:vendors.okta.retentionDays`. */
  readonly path: string;
  /** What is wrong, with the value, what is allowed and what to do; a sentence that follows the path. */
  readonly message: string;
}

/** A problem as Pulumi has it. */
export interface PropertyError {
  /** The path of the property, below the component where it is one's. */
  readonly propertyPath: string;
  /** What is wrong, and what to do. */
  readonly reason: string;
}

/**
 * Every problem of a configuration or of a component's arguments at once, thrown before anything of it is provisioned. By the mark and the member
 * of Pulumi's own `InputPropertiesError` it is one of these as well (`pulumi.InputPropertiesError.isInstance`), for a component provider.
 */
export class ConfigurationError extends PersonError {
  /** Distinguishes it from every other error, across copies of the package. */
  override readonly name = "ConfigurationError";
  /** The mark of Pulumi's own error. */
  readonly __pulumiInputPropertiesError = true;
  /** The problems as Pulumi has them. */
  readonly errors: readonly PropertyError[];

  /**
   * @param problems everything that is wrong, in the order in which it is printed
   * @param component the name of the component whose arguments these are, with which their paths begin; none of a stack's configuration
   */
  constructor(
    /** Everything that is wrong. */
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

/** The problem of a value outside what is allowed, or of none where one is needed. */
export function notAllowed(path: string, value: unknown, allowed: string): Problem {
  return value === undefined
    ? missing(path, `is missing; it must be ${allowed}`)
    : { code: "not-allowed", path, message: `${show(value)} is not allowed; it must be ${allowed}` };
}

/** The problem of a value that is needed. */
export function missing(path: string, message: string): Problem {
  return { code: "missing", path, message };
}

/** The problem of a value that does not go with others: of the configuration, the vendor or the stack. */
export function conflict(path: string, message: string): Problem {
  return { code: "conflict", path, message };
}

/** A problem where a condition holds, none where it does not. */
export function problemIf(isFound: boolean, problem: Problem): Problem[] {
  return isFound ? [problem] : [];
}

/** The problem of a key or name that nobody knows, with the nearest one that is known. */
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

/** The problem of a value that would be passed over in silence, which is a mistake that nobody sees. */
export function withoutEffect(path: string, reason: string): Problem {
  return { code: "without-effect", path, message: `has no effect here, since ${reason}; leave it out` };
}

/** The problems of the given keys of an entry, where it has values of them: a program may well give undefined. */
export function keysWithoutEffect<Key extends string>(
  path: string,
  entry: Readonly<Partial<Record<Key, unknown>>>,
  keys: readonly Key[],
  reason: string,
): Problem[] {
  return keys.filter((key) => entry[key] !== undefined).map((key) => withoutEffect(`${path}.${key}`, reason));
}

/** The problem of an ARN of CloudTrail's that is none. */
export function malformedArn(path: string, value: string, form: string): Problem {
  return {
    code: "not-allowed",
    path,
    message: `${JSON.stringify(value)} is malformed; it must be arn:aws:cloudtrail:REGION:ACCOUNT:${form}`,
  };
}

/** The entries with the identity of an earlier one, each with that one's key. An entry without an identity repeats none. */
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

/** The known name with the fewest edits from `name`, unless it would take more than half of the name. */
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

/** A value as it reads in a message: JSON, cut where it is long. An Output has no text: its value is known to the engine alone. */
function show(value: unknown): string {
  if (Object(value).__pulumiOutput === true) {
    return "an Output";
  }
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`;
}
