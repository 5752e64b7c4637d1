import { isJsonObject, type JsonValue } from "../../functions/mapping/values/json";
import type { PatchOperation } from "./createPatch";

/**
 * Applies a JSON patch to a document (RFC 6902, sections 4.1 to 4.3), all of it or nothing.
 * @throws Error in the words that Cloud Control answers with where a path does not exist
 *   (aws-cloudformation/cloudformation-coverage-roadmap, issue 2236)
 */
export function applyPatch(document: JsonValue, patch: readonly PatchOperation[]): JsonValue {
  return patch.reduce((current, operation) => applied(current, tokensOf(operation.path), operation), document);
}

function applied(target: JsonValue, [token, ...rest]: readonly string[], operation: PatchOperation): JsonValue {
  if (token === undefined) {
    return operation.op === "remove" ? noSuchPath(operation) : operation.value;
  }
  if (Array.isArray(target)) {
    return inArray(target, token, rest, operation);
  }
  if (!isJsonObject(target)) {
    return noSuchPath(operation);
  }
  const child = Object.hasOwn(target, token) ? target[token] : undefined;
  if (rest.length === 0 && operation.op === "add") {
    return { ...target, [token]: operation.value };
  }
  if (child === undefined) {
    return noSuchPath(operation);
  }
  if (rest.length === 0 && operation.op === "remove") {
    return Object.fromEntries(Object.entries(target).filter(([key]) => key !== token));
  }
  return { ...target, [token]: applied(child, rest, operation) };
}

function inArray(
  target: readonly JsonValue[],
  token: string,
  rest: readonly string[],
  operation: PatchOperation,
): JsonValue {
  const index = /^(0|[1-9][0-9]*)$/.test(token) ? Number(token) : Number.NaN;
  if (rest.length === 0 && operation.op === "add") {
    return index <= target.length ? target.toSpliced(index, 0, operation.value) : noSuchPath(operation);
  }
  const child = target[index];
  if (child === undefined) {
    return noSuchPath(operation);
  }
  return rest.length === 0 && operation.op === "remove"
    ? target.toSpliced(index, 1)
    : target.with(index, applied(child, rest, operation));
}

/** The reference tokens of a JSON pointer (RFC 6901, section 4). */
function tokensOf(path: string): readonly string[] {
  return path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function noSuchPath({ op, path }: PatchOperation): never {
  throw new Error(`[${op.toUpperCase()} Operation] noSuchPath in source, path provided : /${path}`);
}
