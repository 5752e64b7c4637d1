/** A field of a rule, with its possible places in an audit event. */
export interface EventField {
  /** The name in the rule. */
  readonly name: string;
  /** Possible places; the first with a value applies. */
  readonly places: readonly Place[];
  /** True for the time of the event. */
  readonly isTime: boolean;
}

/** A text column, or a part of a column that contains JSON by key. */
export type Place = ColumnPlace | EntryPlace;

export interface ColumnPlace {
  readonly kind: "column";
  /** Its path in an audit event, such as `userIdentity.principalId`. */
  readonly column: string;
}

export interface EntryPlace {
  readonly kind: "entry";
  /** The column's path in an audit event, such as `additionalEventData`. */
  readonly column: string;
  /** The path to the value in the column; digits are positions in lists. */
  readonly path: readonly [string, ...string[]];
  /** True if the value is documented as a text, number or boolean. */
  readonly isScalar: boolean;
  /** The number of elements of `path` that lead to a list, all items of which count; undefined for a single value. */
  readonly list?: number | undefined;
}

/** Returns true if the place contains a placeholder when the vendor's event has no value. */
export function hasPlaceholder(place: Place): boolean {
  return (
    place.kind === "column" && ["eventName", "userIdentity.type", "userIdentity.principalId"].includes(place.column)
  );
}

/** Returns true if the field has a value per item of a list. */
export function hasItems({ places }: EventField): boolean {
  return places.some((place) => place.kind === "entry" && place.list !== undefined);
}
