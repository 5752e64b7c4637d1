import type { FieldMapping, ObjectRule, TextRule } from "../../../../functions/mapping/fieldMapping";
import { sourcesOf, textRules } from "../../../../functions/mapping/textRules";
import type { EntryPlace, Place } from "./eventField";
import type { VendorFields } from "./vendorFields";

/** Lists the places in an audit event to which the vendor's mapping may move the value at a path of the vendor's event. */
export function placesOf(fields: VendorFields, path: readonly string[], isScalar: boolean): readonly Place[] {
  const { mapping } = fields.vendor;
  if (mapping.raw === true) {
    return withSingle([entry(fields, "additionalEventData", ["raw", "detail", ...path], path, isScalar)], fields, path);
  }
  const places = formsOf(path, fields.wrapper).flatMap((form) => {
    const base = basePlace(fields, mapping, form, isScalar);
    const column = columnOf(mapping, form.join("."));
    if (column === undefined || base.isTaken) {
      return [base.place];
    }
    return wholeColumns.has(column) ? [columnPlace(column)] : [base.place, columnPlace(column)];
  });
  const seen = new Map(withSingle(places, fields, path).map((place) => [JSON.stringify(place), place]));
  return [...seen.values()].sort((one, other) => Number(one.kind === "column") - Number(other.kind === "column"));
}

/** Adds places of single texts to places of lists of texts: vendors also write a list of one item as a text. */
function withSingle(
  places: readonly Place[],
  { textLists, wrapper }: VendorFields,
  path: readonly string[],
): readonly Place[] {
  const name = (path[0] === wrapper ? path.slice(1) : path).join(".");
  if (!textLists.includes(name)) {
    return places;
  }
  return places.flatMap((place): readonly Place[] =>
    place.kind === "column" ? [place] : [{ ...place, isScalar: true, list: undefined }, place],
  );
}

/** Columns that contain a value unchanged or none; their values are in no other place. */
const wholeColumns: ReadonlySet<string> = new Set(["UID", "version", "eventName", "userIdentity.type"]);

/** Returns the path with the wrapper and without it. */
function formsOf(path: readonly string[], wrapper: string | undefined): readonly (readonly string[])[] {
  if (wrapper === undefined) {
    return [path];
  }
  const inner = path[0] === wrapper ? path.slice(1) : path;
  return [[wrapper, ...inner], inner];
}

/** Returns the place without regard to columns, and whether the mapping always moves the value there. */
function basePlace(
  fields: VendorFields,
  { userIdentity, requestParameters, responseElements }: FieldMapping,
  path: readonly string[],
  isScalar: boolean,
): { readonly place: Place; readonly isTaken: boolean } {
  const objects: readonly (readonly [string, ObjectRule | undefined])[] = [
    ["userIdentity.details", userIdentity.details],
    ["requestParameters", requestParameters],
    ["responseElements", responseElements],
  ];
  for (const [column, rule] of objects) {
    const field = rule?.fields?.map(split).find((one) => leadsTo(one, path));
    if (field !== undefined) {
      return { place: entry(fields, column, path.slice(field.length - 1), path, isScalar), isTaken: true };
    }
  }
  for (const [column, rule] of objects) {
    const object = rule?.spread?.map(split).find((one) => leadsTo(one, path) && one.length < path.length);
    if (object !== undefined) {
      return { place: entry(fields, column, path.slice(object.length), path, isScalar), isTaken: false };
    }
  }
  return { place: entry(fields, "additionalEventData", path, path, isScalar), isTaken: false };
}

/** Returns the text column to which the mapping moves the field. */
function columnOf(mapping: FieldMapping, field: string): string | undefined {
  const isMoved = (rule: Partial<TextRule>) => sourcesOf(rule).includes(field) && rule.stays?.includes(field) !== true;
  return textRules(mapping).find(([, rule]) => isMoved(rule))?.[0];
}

/** Makes an entry of a column; `path` is the vendor's own, whose lists are known. */
function entry(
  { objectLists, textLists, wrapper }: VendorFields,
  column: string,
  inColumn: readonly string[],
  path: readonly string[],
  isScalar: boolean,
): EntryPlace {
  const [first = "", ...rest] = inColumn;
  const own = path[0] === wrapper ? path.slice(1) : path;
  const list = [...objectLists, ...textLists]
    .map(split)
    .find((one) => leadsTo(one, own) && !/^\d+$/.test(own[one.length] ?? ""));
  const depth = list === undefined ? undefined : inColumn.length - (own.length - list.length);
  return { kind: "entry", column, path: [first, ...rest], isScalar, ...(depth !== undefined && { list: depth }) };
}

function columnPlace(column: string): Place {
  return { kind: "column", column };
}

/** Returns true if `path` begins with `start` or equals it. */
export function leadsTo(start: readonly string[], path: readonly string[]): boolean {
  return start.length <= path.length && start.every((segment, index) => path[index] === segment);
}

function split(dotted: string): readonly string[] {
  return dotted.split(".");
}
