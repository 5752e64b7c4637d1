import { placeholder } from "./auditEvent";
import type { CompiledMapping } from "./compiledMapping";
import type { ConfiguredMapping } from "./configured/configuredMapping";
import { errorCodeOf } from "./failure";
import { type FoundText, findText, type Search } from "./fields";
import type { JsonObject } from "./values/json";

/** The meaning of an event, independent of what may be stored of it. */
export interface Decided {
  /** Present if the action failed. */
  readonly errorCode: string | undefined;
  /** The actor's type. */
  readonly type: FoundText | undefined;
}

/**
 * Determines from the whole event whether its action failed, and the actor's type: privacy settings must not turn a failure into a success
 * or a bot into a user. Only the texts of the vendor's built-in mapping, which are a result and a type, are read from the whole event;
 * texts for which the configuration has expressions are read from what may be stored, `search`.
 */
export function decided(
  whole: JsonObject,
  search: Search,
  mapping: CompiledMapping,
  configured: ConfiguredMapping | undefined,
): Decided {
  if (whole === search.detail) {
    return { errorCode: errorCodeOf(search, mapping.failure), type: findText(search, mapping.type) };
  }
  const searchOfWhole: Search = { ...search, detail: whole, unexpectedTypes: 0 };
  const code = errorCodeOf(searchOfWhole, mapping.failure);
  const type = findText(configured?.userIdentity?.type === undefined ? searchOfWhole : search, mapping.type);
  search.unexpectedTypes += searchOfWhole.unexpectedTypes;
  const shown = code === undefined || configured?.errorCode === undefined;
  return { errorCode: shown ? code : (errorCodeOf({ ...search }, mapping.failure) ?? placeholder), type };
}
