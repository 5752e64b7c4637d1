import { placeholder } from "./auditEvent";
import type { CompiledFailure } from "./compiledMapping";
import { holds, isOther } from "./condition";
import { findText, type Search } from "./fields";

/**
 * Returns the errorCode of a failed action, `Unknown` if it failed without a code; undefined if it did not fail. Outcomes that the vendor
 * does not document are counted in `search`.
 */
export function errorCodeOf(search: Search, rule: CompiledFailure | undefined): string | undefined {
  if (rule === undefined) {
    return undefined;
  }
  if (rule.documented !== undefined && isOther(rule.documented, search.detail)) {
    search.unexpectedTypes += 1;
  }
  const configured = rule.configured && findText(search, rule.configured)?.text;
  // Programs and protocols return 0 for success.
  if (configured !== undefined && configured !== "0") {
    return configured;
  }
  return rule.when.some((condition) => holds(condition, search.detail))
    ? (findText(search, rule.errorCode)?.text ?? placeholder)
    : undefined;
}

/** Returns the errorMessage of a failed action. */
export function errorMessageOf(search: Search, rule: CompiledFailure | undefined): string | undefined {
  return rule === undefined ? undefined : findText(search, rule.errorMessage)?.text;
}
