import { isJsonObject } from "../../functions/mapping/values/json";
import { type Condition, compileCondition } from "./operators";
import { PatternError, refuse } from "./patternError";
import { operatorNames, patternLimits } from "./patternLimits";
import { compileTree } from "./patternTree";

export { PatternError } from "./patternError";

/** An event, or any other JSON object, as parsed. */
export type EventObject = Readonly<Record<string, unknown>>;

/**
 * Compiles an event pattern, given as an object or as its JSON text, into a test of events. It knows every operator of
 * "Amazon EventBridge User Guide, Comparison operators for use in event patterns"; where that guide is silent (arrays of
 * objects, dots in field names, precedence of `$or`) it does as Event Ruler does, the open source of EventBridge's
 * matching.
 *
 * @throws PatternError for a pattern that EventBridge would refuse with InvalidEventPatternException.
 */
export function compilePattern(pattern: unknown): (event: EventObject) => boolean {
  const parsed = typeof pattern === "string" ? parseJson(pattern) : pattern;
  const characters = (typeof pattern === "string" ? pattern : (JSON.stringify(pattern) ?? "")).length;
  if (characters > patternLimits.characters) {
    throw new PatternError(
      "",
      `The pattern has ${characters} characters; allowed: at most ${patternLimits.characters} characters`,
    );
  }
  if (!isJsonObject(parsed)) {
    refuse("", "Filter is not an object", parsed, "a JSON object of the event's fields");
  }
  const combinations: Combinations = { count: 1 };
  const alternatives = readObject([new Map()], { place: "", path: "" }, parsed, { combinations, insideOr: false });
  const tests = alternatives.map(compileTree);
  const [only, ...more] = tests;
  return only !== undefined && more.length === 0 ? only : (event) => tests.some((matches) => matches(event));
}

/** The conditions of one rule combination by the field's path, its names joined by dots as EventBridge joins them. */
export type Alternative = ReadonlyMap<string, Condition>;

interface Combinations {
  count: number;
}

interface Context {
  readonly combinations: Combinations;
  readonly insideOr: boolean;
}

/** Where in the pattern (`detail.$or[0].state`, for people) and for which field of the event (`detail.state`). */
interface Position {
  readonly place: string;
  readonly path: string;
}

/**
 * Reads one object of the pattern into every alternative so far. A later condition on the same path replaces an earlier
 * one, as in "Amazon EventBridge User Guide, Event pattern syntax, Considerations when creating event patterns".
 */
function readObject(
  alternatives: readonly Alternative[],
  position: Position,
  value: EventObject,
  context: Context,
): readonly Alternative[] {
  const entries = Object.entries(value);
  if (entries.length === 0) {
    refuse(position.place, "Empty objects are not allowed", value, "an object with at least one field");
  }
  return entries.reduce<readonly Alternative[]>((current, [name, field]) => {
    if (name === "$or") {
      return readOr(current, position, field, context);
    }
    const here = { place: step(position.place, name), path: step(position.path, name) };
    if (context.insideOr && operatorNames.some((operator) => operator === name)) {
      const allowed = `field names other than ${operatorNames.join(", ")}`;
      refuse(here.place, "A reserved field name cannot be used inside $or", name, allowed);
    }
    if (Array.isArray(field)) {
      const condition = compileCondition(field, here.place);
      return current.map((alternative) => new Map([...alternative, [here.path, condition]]));
    }
    if (!isJsonObject(field)) {
      const allowed = "an array of values to match, or an object of fields";
      return refuse(here.place, `"${name}" must be an object or an array`, field, allowed);
    }
    return readObject(current, here, field, context);
  }, alternatives);
}

function readOr(
  alternatives: readonly Alternative[],
  position: Position,
  value: unknown,
  context: Context,
): readonly Alternative[] {
  const place = step(position.place, "$or");
  if (!Array.isArray(value) || value.length < patternLimits.orAlternatives) {
    return refuse(place, "There must be at least 2 objects in $or", value, "an array of two or more objects");
  }
  context.combinations.count *= value.length;
  if (context.combinations.count > patternLimits.orCombinations) {
    const { count } = context.combinations;
    refuse(place, "$or makes too many rule combinations", count, `at most ${patternLimits.orCombinations}`);
  }
  return value.flatMap((branch: unknown, index) => {
    const here = { place: `${place}[${index}]`, path: position.path };
    return isJsonObject(branch)
      ? readObject(alternatives, here, branch, { ...context, insideOr: true })
      : refuse(here.place, "Only objects are allowed in $or", branch, "an object of fields");
  });
}

function step(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PatternError("", `The pattern is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
