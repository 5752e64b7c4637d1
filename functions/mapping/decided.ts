import { placeholder } from "./auditEvent";
import type { CompiledMapping } from "./compiledMapping";
import type { ConfiguredMapping } from "./configured/configuredMapping";
import { errorCodeOf } from "./failure";
import { type FoundText, findText, type Search } from "./fields";
import type { JsonObject } from "./values/json";

/** What an event means, whatever of it may be stored. */
export interface Decided {
  /** Stands where the action failed. */
  readonly errorCode: string | undefined;
  /** Of what type is who acted. */
  readonly type: FoundText | undefined;
}

/**
 * Reads from the whole event whether its action failed and of what type is who acted: what the configuration does not want stored must not turn a
 * failure into a success or a bot into a user. So it reads the texts that a vendor's own mapping finds for them, which are no more than a result and
 * a type; a text that the configuration asks for is found in what may be stored, `search`.
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
