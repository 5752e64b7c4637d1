import { isJsonObject } from "../../functions/mapping/values/json";
import { type Condition, isScalar } from "./operators";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Compiles the conditions of one combination, by path, into a test of events. All must hold. As in Event Ruler, two
 * conditions never hold in different elements of one array: `{ employees: { first: ["Anna"], last: ["Jones"] } }` asks
 * for one employee with both names.
 */
export function compileTree(conditions: ReadonlyMap<string, Condition>): (event: Fields) => boolean {
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

/** Objects are no values: `exists` works on leaf nodes only (Amazon EventBridge User Guide, Exists matching). */
function matchesCondition(condition: Condition, value: unknown, path: readonly string[], event: Fields): boolean {
  if (isScalar(value)) {
    return condition.present || condition.exact.has(value) || condition.matchers.some((matches) => matches(value));
  }
  // Absence is asked of the whole event: a sibling element without the field does not make the field absent.
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
 * EventBridge joins names with dots, so `{ "state.status": 1 }` and `{ state: { status: 1 } }` are one to it (Amazon
 * EventBridge User Guide, Event pattern syntax). Objects without such names, nearly all, are returned as they are.
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

/** Objects become one; anything else stands side by side, where either may match. */
function merged(left: unknown, right: unknown): unknown {
  return isJsonObject(left) && isJsonObject(right) ? { ...left, ...right } : [left, right].flat();
}
