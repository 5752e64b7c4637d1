import { type AuditEvent, placeholder } from "./auditEvent";
import type { CompiledFailure } from "./compiledMapping";
import { findText, type Search } from "./fields";
import { type JsonObject, type Path, textAt } from "./json";

/** The error of an event, where its action failed. */
export function failureOf(
  search: Search,
  rule: CompiledFailure | undefined,
): Pick<AuditEvent, "errorCode" | "errorMessage"> {
  if (rule === undefined) {
    return {};
  }
  if (rule.result !== undefined && !rule.result.failures.has(firstText(search.detail, rule.result.from))) {
    return {};
  }
  const errorCode = findText(search, rule.errorCode)?.text;
  if (rule.result === undefined && errorCode === undefined) {
    return {};
  }
  return { errorCode: errorCode ?? placeholder, errorMessage: findText(search, rule.errorMessage)?.text };
}

/** The first text at one of the paths, in upper case. */
function firstText(detail: JsonObject, paths: readonly Path[]): string {
  for (const path of paths) {
    const text = textAt(detail, path);
    if (text !== undefined) {
      return text.toUpperCase();
    }
  }
  return "";
}
