import { copyWithout, type JsonObject, type JsonValue, type Path, setOwn } from "./values/json";

/** The names of what is no field of the vendor's in `additionalEventData`. */
const ownNames = ["integrationName", "eventTimeFrom", "truncatedFields", "vendorFields"] as const;

/** Whether a field of `additionalEventData` is none of the vendor's. */
function isOwnName(name: string): boolean {
  return ownNames.some((own) => own === name);
}

/**
 * Puts together `additionalEventData`: `own`, and what `kept` holds but for nulls and the values at `placed`. The vendor's fields that have
 * one of the names above stand in `vendorFields`, so that no event can say by which integration it came.
 */
export function additionalOf(
  own: Readonly<Record<string, string>>,
  kept: JsonObject,
  placed: readonly Path[],
): JsonObject {
  if (!ownNames.some((name) => Object.hasOwn(kept, name))) {
    return copyWithout({ ...own }, kept, placed);
  }
  const rest = copyWithout({}, kept, placed);
  const vendorFields: Record<string, JsonValue> = {};
  const others: Record<string, JsonValue> = { ...own };
  for (const [name, value] of Object.entries(rest)) {
    setOwn(isOwnName(name) ? vendorFields : others, name, value);
  }
  return Object.keys(vendorFields).length === 0 ? others : { ...others, vendorFields };
}
