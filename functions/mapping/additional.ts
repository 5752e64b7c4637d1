import { copyWithout, isEmpty, type JsonObject, type JsonValue, type Path, setOwn } from "./values/json";

/** The names of what is no field of the vendor's in `additionalEventData`. */
const ownNames = ["integrationName", "eventTimeFrom", "truncatedFields", "vendorFields"] as const;

/** Whether a field of `additionalEventData` is none of the vendor's. */
function isOwnName(name: string): boolean {
  return ownNames.some((own) => own === name);
}

/**
 * Puts together `additionalEventData`: adds to `own` what `kept` holds but for nulls and the values at `placed`. The vendor's fields that have
 * one of the names above stand in `vendorFields`, so that no event can say by which integration it came. (A copy of `own` would be no place to
 * add to: V8 gives an object that a spread made a new shape for each key that is added, which takes ten times as long.)
 */
export function additionalOf(own: Record<string, JsonValue>, kept: JsonObject, placed: readonly Path[]): JsonObject {
  if (!ownNames.some((name) => Object.hasOwn(kept, name))) {
    return copyWithout(own, kept, placed);
  }
  const rest = copyWithout({}, kept, placed);
  const vendorFields: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(rest)) {
    setOwn(isOwnName(name) ? vendorFields : own, name, value);
  }
  if (!isEmpty(vendorFields)) {
    own.vendorFields = vendorFields;
  }
  return own;
}
