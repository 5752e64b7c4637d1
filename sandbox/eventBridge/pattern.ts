import { isJsonObject } from "../../functions/mapping/values/json";
import { type Condition, compileCondition, isScalar, operatorNames } from "./operators";
import { PatternError, patternLimits, refuse } from "./patternRules";

type EventObject = Readonly<Record<string, unknown>>;

/**
 * Compiles an event pattern, an object or JSON text, into a test of events, with every operator of the EventBridge User Guide (Comparison
 * operators). Where the guide is silent (arrays of objects, dots in names, precedence of `$or`), Event Ruler decides.
 * @throws PatternError for a pattern that EventBridge would reject with InvalidEventPatternException
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

/** The conditions of one rule combination by the field's path, its names joined with dots as in EventBridge. */
type Alternative = ReadonlyMap<string, Condition>;

interface Combinations {
  count: number;
}

interface Context {
  readonly combinations: Combinations;
  readonly insideOr: boolean;
}

/** A place in the pattern (`detail.$or[0].state`) and the path of the field (`detail.state`). */
interface Position {
  readonly place: string;
  readonly path: string;
}

/**
 * Adds one object of the pattern to every alternative. A later condition on a path replaces an earlier one (EventBridge User Guide, Event
 * pattern syntax, Considerations when creating event patterns).
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
    if (context.insideOr && operatorNames.includes(name)) {
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

/**
 * Parses strictly (RFC 8259): text behind the object is refused, and an empty name is a name. Event Ruler ignores such text, and finds no empty
 * name below the top. Of a repeated key the last one counts (EventBridge User Guide, Event pattern syntax, Considerations when creating event
 * patterns); Event Ruler refuses it in a match expression, and combines repeated objects.
 */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PatternError("", `The pattern is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Compiles the conditions of one combination, by path. All must match and, as in Event Ruler, never in different elements of one array: `{
 * employees: { first: ["Anna"], last: ["Jones"] } }` means one employee with both names.
 */
function compileTree(conditions: ReadonlyMap<string, Condition>): (event: Fields) => boolean {
  const root: Node = { path: [], children: new Map() };
  for (const [path, condition] of conditions) {
    let node = root;
    for (const name of path.split(".")) {
      const child: Node = node.children.get(name) ?? { path: [...node.path, name], children: new Map() };
      node.children.set(name, child);
      node = child;
    }
    node.condition = condition;
  }
  return (event) => matchesNode(root, event, event);
}

interface Node {
  readonly path: readonly string[];
  readonly children: Map<string, Node>;
  condition?: Condition;
}

function matchesNode(node: Node, value: unknown, event: Fields): boolean {
  if (Array.isArray(value)) {
    return value.length === 0
      ? matchesNode(node, undefined, event)
      : value.some((element) => matchesNode(node, element, event));
  }
  if (node.condition !== undefined && !matchesCondition(node.condition, value, node.path, event)) {
    return false;
  }
  if (node.children.size === 0) {
    return true;
  }
  const fields = isJsonObject(value) ? withoutDots(value) : noFields;
  for (const [name, child] of node.children) {
    if (!matchesNode(child, Object.hasOwn(fields, name) ? fields[name] : undefined, event)) {
      return false;
    }
  }
  return true;
}

const noFields: Fields = {};

/** Objects are not values: `exists` works on leaf nodes only (Amazon EventBridge User Guide, Exists matching). */
function matchesCondition(condition: Condition, value: unknown, path: readonly string[], event: Fields): boolean {
  if (isScalar(value)) {
    return condition.present || condition.exact.has(value) || condition.matchers.some((matches) => matches(value));
  }
  // A field is absent if the event has it nowhere (EventBridge User Guide, Exists matching: "a field in the JSON of the event"). In Event Ruler, absence
  // from an array's element depends on the alphabetical order of the pattern's names.
  return condition.absent && !hasValue(event, path, 0);
}

function hasValue(value: unknown, path: readonly string[], depth: number): boolean {
  if (Array.isArray(value)) {
    return value.some((element) => hasValue(element, path, depth));
  }
  const name = path[depth];
  if (name === undefined) {
    return isScalar(value);
  }
  if (!isJsonObject(value)) {
    return false;
  }
  const fields = withoutDots(value);
  return Object.hasOwn(fields, name) && hasValue(fields[name], path, depth + 1);
}

/**
 * Nests names with dots: `{ "a.b": 1 }` equals `{ a: { b: 1 } }` (EventBridge User Guide, Event pattern syntax). Other objects are returned
 * unchanged.
 */
function withoutDots(fields: Fields): Fields {
  let dotted = false;
  for (const name in fields) {
    dotted ||= name.includes(".");
  }
  if (!dotted) {
    return fields;
  }
  const nested: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(fields)) {
    const [head = "", ...tail] = name.split(".");
    const part = tail.length === 0 ? value : { [tail.join(".")]: value };
    nested[head] = Object.hasOwn(nested, head) ? merged(nested[head], part) : part;
  }
  return nested;
}

/**
 * Merges objects; other values are alternatives, and either may match. `{ "a": 1, "a.b": 2 }` has no nested form in which a pattern can match
 * both (EventBridge User Guide, Event pattern syntax), whereas Event Ruler compares flat paths.
 */
function merged(left: unknown, right: unknown): unknown {
  return isJsonObject(left) && isJsonObject(right) ? { ...left, ...right } : [left, right].flat();
}
