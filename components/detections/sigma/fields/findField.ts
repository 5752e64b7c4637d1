import type { ObjectRule } from "../../../../functions/mapping/fieldMapping";
import { sourcesOf, textRules } from "../../../../functions/mapping/textRules";
import { type LakeColumnType, lakeColumns } from "../../../../functions/sinks/lakeColumns";
import type { RuleFile } from "../ruleFile";
import type { EventField, Place } from "./eventField";
import { leadsTo, placesOf } from "./places";
import type { VendorFields } from "./vendorFields";

/**
 * Finds the field of a rule, by the vendor's own name or by its path in the audit event, such as `eventName` or `additionalEventData.details.code`.
 * @throws RuleError for any other name
 */
export function findField(fields: VendorFields, name: string, file: RuleFile, line: number): EventField {
  const path = name.split(".");
  const { vendor, objectLists, wrapper } = fields;
  const own = path[0] === wrapper ? path.slice(1) : path;
  const known = knownAs(
    fields,
    own.filter((segment) => !/^\d+$/.test(segment)),
  );
  if (known === undefined) {
    const column = columnAt(name, lakeColumns.eventData, path);
    return column === undefined
      ? refuse(fields, name, file, line)
      : { name, places: [column], isTime: name === "eventTime" };
  }
  if (objectLists.includes(own.join("."))) {
    file.refuse(line, `${name} is a list of objects; name a field of theirs, such as ${name}.id.`);
  }
  const isTime = vendor.mapping.eventTime.from.includes(name) || vendor.mapping.eventTime.from.includes(own.join("."));
  return { name, places: placesOf(fields, path, known === "scalar"), isTime };
}

/** Returns `scalar` for a known single value, `open` for a known field that may contain others, and undefined for an unknown field. */
function knownAs(fields: VendorFields, path: readonly string[]): "scalar" | "open" | undefined {
  const documented = fields.documented.map((entry) => entry.split("."));
  if (documented.some((one) => one.at(-1) === "*" && leadsTo(one.slice(0, -1), path))) {
    return "open";
  }
  if (documented.some((one) => one.join(".") === path.join("."))) {
    return "scalar";
  }
  const isOpen = mappedNames(fields).some(
    (name) => leadsTo(name, path) && !documented.some((one) => one.length > name.length && leadsTo(name, one)),
  );
  return isOpen || documented.some((one) => one.length > path.length && leadsTo(path, one)) ? "open" : undefined;
}

/** Lists the vendor's fields that its mapping names, without the wrapper. */
function mappedNames({ vendor: { mapping }, wrapper }: VendorFields): readonly (readonly string[])[] {
  const { userIdentity, requestParameters, responseElements } = mapping;
  const objects: readonly (ObjectRule | undefined)[] = [userIdentity.details, requestParameters, responseElements];
  const names = [
    ...textRules(mapping).flatMap(([, rule]) => sourcesOf(rule)),
    ...objects.flatMap((rule) => [...(rule?.fields ?? []), ...(rule?.spread ?? [])]),
  ];
  return names.map((name) => name.split(".")).map((path) => (path[0] === wrapper ? path.slice(1) : path));
}

/** Returns the place at a path of an audit event; in a column with JSON by key, the path must contain a key. */
function columnAt(name: string, type: LakeColumnType, path: readonly string[]): Place | undefined {
  if (type === "text" || type === "time") {
    return path.length === 0 ? { kind: "column", column: name } : undefined;
  }
  if (type === "texts") {
    const [key, ...rest] = path;
    const column = name.split(".").slice(0, -path.length).join(".");
    return key === undefined ? undefined : { kind: "entry", column, path: [key, ...rest], isScalar: false };
  }
  const [key = "", ...rest] = path;
  const inner = Object.hasOwn(type, key) ? type[key] : undefined;
  return inner === undefined ? undefined : columnAt(name, inner, rest);
}

function refuse(fields: VendorFields, name: string, file: RuleFile, line: number): never {
  const columns = Object.entries(lakeColumns.eventData).flatMap(([key, type]) => (type === "text" ? [key] : []));
  const names = [
    ...fields.documented.map((one) => one.replace(/\.\*$/, "")),
    ...mappedNames(fields).map((path) => path.join(".")),
  ];
  file.refuseWord(
    line,
    `field of ${fields.vendor.name}'s events`,
    name,
    [...new Set([...names, ...columns])].sort(),
    "A field that is not documented can be named by its place in the audit event, such as additionalEventData.NAME.",
  );
}
