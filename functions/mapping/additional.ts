import { isEmpty, type JsonObject, leaveOut, type Path, type SparseObject, withoutNulls } from "./values/json";

/** The names of what is no field of the vendor's in `additionalEventData`. */
const ownNames = ["integrationName", "eventTimeFrom", "truncatedFields", "vendorFields"] as const;

/** Whether a field of `additionalEventData` is none of the vendor's. */
function isOwnName(name: string): boolean {
  return ownNames.some((own) => own === name);
}

/** What the integration says of itself in `additionalEventData`. */
export interface OwnFields {
  readonly integrationName: string;
  /** Stands where the event's own time could not be read. */
  readonly eventTimeFrom: "envelope" | undefined;
}

/**
 * Puts together `additionalEventData`: what the integration says, and what `kept` holds but for nulls and the values at `placed`. The vendor's
 * fields that have one of the names above stand in `vendorFields`, so that no event can say by which integration it came.
 */
export function additionalOf(
  { integrationName, eventTimeFrom }: OwnFields,
  kept: JsonObject,
  placed: readonly Path[],
): SparseObject {
  if (!ownNames.some((name) => Object.hasOwn(kept, name))) {
    // With its first names written out, the object has the same shape for all events and is copied at once.
    return withoutNulls(leaveOut({ integrationName, eventTimeFrom, ...kept }, placed));
  }
  const left = Object.entries(withoutNulls(leaveOut({ ...kept }, placed)));
  const vendorFields = Object.fromEntries(left.filter(([name]) => isOwnName(name)));
  const others = Object.fromEntries(left.filter(([name]) => !isOwnName(name)));
  return { integrationName, eventTimeFrom, ...others, vendorFields: isEmpty(vendorFields) ? undefined : vendorFields };
}
