import { placeholder } from "./auditEvent";
import type { CompiledFailure } from "./compiledMapping";
import { holds, isOther } from "./condition";
import { findText, type Search } from "./fields";

/**
 * The errorCode of an event whose action failed, `Unknown` where it failed and no code is found; undefined where it did not fail.
 * An outcome that the vendor does not document is counted in `search`.
 */
export function errorCodeOf(search: Search, rule: CompiledFailure | undefined): string | undefined {
  if (rule === undefined) {
    return undefined;
  }
  if (rule.documented !== undefined && isOther(rule.documented, search.detail)) {
    search.unexpectedTypes += 1;
  }
  const configured = rule.configured && findText(search, rule.configured)?.text;
  // Programs and protocols answer 0 where nothing failed.
  if (configured !== undefined && configured !== "0") {
    return configured;
  }
  return rule.when.some((condition) => holds(condition, search.detail))
    ? (findText(search, rule.errorCode)?.text ?? placeholder)
    : undefined;
}

/** The errorMessage of an event whose action failed. */
export function errorMessageOf(search: Search, rule: CompiledFailure | undefined): string | undefined {
  return rule === undefined ? undefined : findText(search, rule.errorMessage)?.text;
}
