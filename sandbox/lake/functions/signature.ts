import { coerces, commonType, decimalOf } from "../types/coercion";
import { isComparable, isOrderable, simpleKinds, type Type, typeText, unknown, varchar } from "../types/types";

/**
 * A type in a signature. A variable matches any type; its first letter restricts it: `C` for comparable types, `O` for orderable ones. `x`, `p`
 * and `s` are a type's numbers.
 */
type Pattern =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "function"; readonly parameters: readonly Pattern[]; readonly result: Pattern }
  | { readonly kind: "type"; readonly name: string; readonly arguments: readonly Pattern[]; readonly isSized: boolean };

export interface Signature {
  readonly text: string;
  readonly parameters: readonly Pattern[];
  readonly isVariadic: boolean;
  readonly result: Pattern;
}

/** Reads a signature such as `array(T), function(T, U) -> array(U)` or `varchar... -> varchar`. */
export function readSignature(text: string): Signature {
  const reader = new SignatureReader(text);
  const parameters: Pattern[] = [];
  while (!reader.take("->")) {
    parameters.push(reader.pattern());
    if (!reader.take(",") && !reader.isNext("->") && !reader.isNext("..."))
      throw new Error(`The signature '${text}' is malformed.`);
    if (reader.take("...")) {
      reader.take("->");
      return { text, parameters, isVariadic: true, result: reader.pattern() };
    }
  }
  return { text, parameters, isVariadic: false, result: reader.pattern() };
}

class SignatureReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[A-Za-z]\w*(?: [a-z]+)*|->|\.\.\.|[(),]/g) ?? [];
  }

  isNext(token: string): boolean {
    return this.#tokens[this.#at] === token;
  }

  take(token: string): boolean {
    const isNext = this.isNext(token);
    if (isNext) this.#at += 1;
    return isNext;
  }

  pattern(): Pattern {
    const name = this.#tokens[this.#at] ?? "";
    this.#at += 1;
    if (/^[A-Z]/.test(name)) return { kind: "variable", name };
    const inner: Pattern[] = [];
    let isSized = false;
    if (this.take("(")) {
      while (!this.take(")")) {
        if (/^[xyps]$/.test(this.#tokens[this.#at] ?? "")) {
          isSized = true;
          this.#at += 1;
        } else inner.push(this.pattern());
        this.take(",");
      }
    }
    const result = inner.at(-1);
    if (name === "function" && result !== undefined)
      return { kind: "function", parameters: inner.slice(0, -1), result };
    return {
      kind: "type",
      name: this.take("with time zone") ? `${name} with time zone` : name,
      arguments: inner,
      isSized,
    };
  }
}

/** An argument: a type, or a lambda with the given number of parameters; its result follows from the parameters' types. */
export type Argument =
  | { readonly type: Type }
  | { readonly lambda: number; readonly resultOf: (parameters: readonly Type[]) => Type };

export interface Match {
  readonly signature: Signature;
  /** The type of each argument; for a lambda, the type of its result. */
  readonly parameters: readonly Type[];
  readonly lambdas: ReadonlyMap<number, readonly Type[]>;
  readonly result: Type;
  readonly isExact: boolean;
}

/** Matches a signature with arguments, or returns undefined. Source: Trino 400, SignatureBinder. */
export function match(signature: Signature, given: readonly Argument[], coercing: boolean): Match | undefined {
  const patterns = patternsFor(signature, given.length);
  if (patterns === undefined) return undefined;
  const bindings = new Map<string, Type>();
  for (const [index, argument] of given.entries()) {
    const pattern = patterns[index];
    if (pattern === undefined || ("type" in argument && !bind(pattern, argument.type, bindings, coercing)))
      return undefined;
  }
  const lambdas = new Map<number, readonly Type[]>();
  for (const [index, argument] of given.entries()) {
    const pattern = patterns[index];
    if (pattern === undefined || "type" in argument) continue;
    if (pattern.kind !== "function" || pattern.parameters.length !== argument.lambda) return undefined;
    const types = pattern.parameters.map((parameter) => instantiate(parameter, bindings));
    lambdas.set(index, types);
    if (!bind(pattern.result, argument.resultOf(types), bindings, coercing)) return undefined;
  }
  const parameters = patterns.map((pattern) =>
    instantiate(pattern.kind === "function" ? pattern.result : pattern, bindings),
  );
  const fits = given.every(
    (argument, index) => "lambda" in argument || coerces(argument.type, parameters[index] ?? unknown),
  );
  if (!fits) return undefined;
  const isExact = given.every(
    (argument, index) => "lambda" in argument || typeText(argument.type) === typeText(parameters[index] ?? unknown),
  );
  return { signature, parameters, lambdas, result: instantiate(signature.result, bindings), isExact };
}

function patternsFor({ parameters, isVariadic }: Signature, count: number): readonly Pattern[] | undefined {
  if (!isVariadic) return parameters.length === count ? parameters : undefined;
  const last = parameters.at(-1);
  if (last === undefined || count < parameters.length - 1) return undefined;
  const repeated = Array.from({ length: count - parameters.length + 1 }, () => last);
  return [...parameters.slice(0, -1), ...repeated];
}

function bind(pattern: Pattern, type: Type, bindings: Map<string, Type>, coercing: boolean): boolean {
  if (pattern.kind === "function") return false;
  if (pattern.kind === "variable") return bindVariable(pattern.name, type, bindings, coercing);
  if (type.kind === "unknown") return coercing;
  const [first, second] = pattern.arguments;
  switch (pattern.name) {
    case "array":
      return type.kind === "array" && first !== undefined && bind(first, type.element, bindings, coercing);
    case "map":
      return (
        type.kind === "map" &&
        first !== undefined &&
        second !== undefined &&
        bind(first, type.key, bindings, coercing) &&
        bind(second, type.value, bindings, coercing)
      );
    case "row":
      return (
        type.kind === "row" &&
        type.fields.length === pattern.arguments.length &&
        pattern.arguments.every((inner, index) => bind(inner, type.fields[index]?.type ?? unknown, bindings, coercing))
      );
    default:
      return bindSimple(pattern.name, type, bindings, coercing);
  }
}

function bindVariable(name: string, type: Type, bindings: Map<string, Type>, coercing: boolean): boolean {
  if (type.kind !== "unknown" && /^C/.test(name) && !isComparable(type)) return false;
  if (type.kind !== "unknown" && /^O/.test(name) && !isOrderable(type)) return false;
  const before = bindings.get(name);
  const joined = before === undefined ? type : commonType(before, type);
  if (joined === undefined || (!coercing && before !== undefined && typeText(before) !== typeText(type))) return false;
  bindings.set(name, joined);
  return true;
}

/** Binds a type without inner types; its numbers are stored under its name for the result. */
function bindSimple(name: string, type: Type, bindings: Map<string, Type>, coercing: boolean): boolean {
  const coerced = coercing ? coercedTo(name, type) : undefined;
  const actual = name === type.kind ? type : coerced;
  if (actual === undefined) return false;
  const before = bindings.get(name);
  bindings.set(name, (before && commonType(before, actual)) ?? actual);
  return true;
}

function coercedTo(name: string, type: Type): Type | undefined {
  if (name === "decimal") return decimalOf(type);
  if (name === "timestamp" || name === "timestamp with time zone") {
    const wanted: Type = { kind: name, precision: "precision" in type && type.kind !== "decimal" ? type.precision : 0 };
    return coerces(type, wanted) ? wanted : undefined;
  }
  const kind = simpleKinds.find((simple) => simple === name);
  return kind !== undefined && coerces(type, { kind }) ? { kind } : undefined;
}

function instantiate(pattern: Pattern, bindings: ReadonlyMap<string, Type>): Type {
  if (pattern.kind === "variable") return bindings.get(pattern.name) ?? unknown;
  if (pattern.kind === "function") return instantiate(pattern.result, bindings);
  const [first, second] = pattern.arguments.map((inner) => instantiate(inner, bindings));
  switch (pattern.name) {
    case "array":
      return { kind: "array", element: first ?? unknown };
    case "map":
      return { kind: "map", key: first ?? unknown, value: second ?? unknown };
    case "row":
      return { kind: "row", fields: pattern.arguments.map((inner) => ({ type: instantiate(inner, bindings) })) };
    case "varchar":
      return pattern.isSized ? (bindings.get("varchar") ?? varchar) : varchar;
    case "timestamp with time zone": {
      const timestamp = bindings.get("timestamp");
      const zoned = timestamp?.kind === "timestamp" ? { ...timestamp, kind: pattern.name } : defaults[pattern.name];
      return bindings.get(pattern.name) ?? zoned;
    }
    case "decimal":
    case "timestamp":
    case "time":
    case "char":
      return bindings.get(pattern.name) ?? defaults[pattern.name];
    default:
      return { kind: simpleKinds.find((kind) => kind === pattern.name) ?? "unknown" };
  }
}

const defaults = {
  decimal: { kind: "decimal", precision: 38, scale: 0 },
  timestamp: { kind: "timestamp", precision: 3 },
  "timestamp with time zone": { kind: "timestamp with time zone", precision: 3 },
  time: { kind: "time", precision: 3 },
  char: { kind: "char", length: 1 },
} as const;
