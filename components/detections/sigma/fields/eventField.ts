/** A field that a rule names: where an audit event may hold it. */
export interface EventField {
  /** As the rule names it. */
  readonly name: string;
  /** The first of them that has a value is the field's. */
  readonly places: readonly Place[];
  /** True for the time of the event. */
  readonly isTime: boolean;
}

/** A column of texts, or a part of one of the columns that hold JSON by key. */
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
  /** The way to the value in the column; digits are positions in lists. */
  readonly path: readonly [string, ...string[]];
  /** True where the value is a text, number or boolean, as far as is documented. */
  readonly isScalar: boolean;
  /** How much of `path` leads to a list whose every item counts; undefined where it leads to one value. */
  readonly list?: number | undefined;
}

/** True for a place that holds a placeholder where the vendor's event has no value. */
export function hasPlaceholder(place: Place): boolean {
  return (
    place.kind === "column" && ["eventName", "userIdentity.type", "userIdentity.principalId"].includes(place.column)
  );
}

/** True for a field that has a value for each item of a list. */
export function hasItems({ places }: EventField): boolean {
  return places.some((place) => place.kind === "entry" && place.list !== undefined);
}
