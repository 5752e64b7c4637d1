import { timestampText } from "../../../functions/detector/times";
import { placeholder } from "../../../functions/mapping/auditEvent";
import { type EntryPlace, type EventField, hasPlaceholder, type Place } from "./fields/eventField";
import { type Pattern, plainText } from "./pattern";
import { comparisons, type FieldLeaf, type Match, type Test } from "./test";

/** Writes a test as a boolean expression in Trino's SQL on a row of audit events; it is never null. */
export function toTrino(test: Test): string {
  switch (test.kind) {
    case "all":
    case "any":
      return `(${test.tests.map(toTrino).join(test.kind === "all" ? " AND " : " OR ")})`;
    case "not":
      return `(NOT ${toTrino(test.test)})`;
    case "keyword":
      return twoValued(patternsSql(keywordText, test.patterns, false));
    case "field":
      return leafSql(test);
    case "before":
      return `(eventTime < TIMESTAMP '${timestampText(test.time)}')`;
  }
}

/** Writes the expression of a field's text, null if it is absent. The field must have one value. */
export function trinoText({ places }: EventField): string {
  const texts = places.map((place) => placeText(place));
  return texts.length === 1 ? texts.join("") : `coalesce(${texts.join(", ")})`;
}

/** Writes the expression of the first field with a value. */
export function trinoFirst(fields: readonly EventField[]): string {
  const texts = fields.flatMap(({ places }) => places.map((place) => placeText(place)));
  return texts.length === 1 ? texts.join("") : `coalesce(${texts.join(", ")})`;
}

function quoteSql(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Expression of all texts of an event: its columns, and the values of columns with JSON by key. */
const keywordText = `concat_ws(' ', ${[
  ...["eventName", "userIdentity.principalId", "userIdentity.type", "sourceIPAddress", "userAgent"],
  ...["errorCode", "errorMessage", "UID"],
]
  .map(columnSql)
  .join(", ")}, ${["userIdentity.details", "requestParameters", "responseElements", "additionalEventData"]
  .map((column) => `array_join(map_values(${columnSql(column)}), ' ')`)
  .join(", ")})`;

function columnSql(column: string): string {
  return `eventData.${column}`;
}

function twoValued(sql: string): string {
  return `coalesce(${sql}, false)`;
}

function leafSql({ field, match }: FieldLeaf): string {
  const listed = field.places.filter((place) => place.kind === "entry" && place.list !== undefined);
  if (listed.length === 0) {
    const text = trinoText(field);
    return match.kind === "exists" && field.places.some(hasPlaceholder)
      ? `(coalesce(${text}, ${quoteSql(placeholder)}) <> ${quoteSql(placeholder)})`
      : twoValued(matchSql(text, match));
  }
  const single = field.places.filter((place) => !listed.includes(place));
  const tests = [
    ...(single.length === 0 ? [] : [matchSql(trinoText({ ...field, places: single }), match)]),
    ...listed.flatMap((place) => (place.kind === "entry" ? [anyItemSql(place, match)] : [])),
  ].map(twoValued);
  return tests.length === 1 ? tests.join("") : `(${tests.join(" OR ")})`;
}

/** Writes the test that an item of a list matches. */
function anyItemSql({ column, path, list = 1, isScalar }: EntryPlace, match: Match): string {
  const array = `json_extract(${keySql(column, path[0])}, ${quoteSql(jsonPath(path.slice(1, list)))})`;
  const rest = path.slice(list);
  const item = rest.length === 0 ? jsonText(argument, "$", false) : jsonText(argument, jsonPath(rest), isScalar);
  return `any_match(TRY_CAST(${array} AS ARRAY(JSON)), t -> ${twoValued(matchSql(item, match))})`;
}

function matchSql(text: string, match: Match): string {
  switch (match.kind) {
    case "patterns":
      return patternsSql(text, match.patterns, match.cased);
    case "regex":
      return `regexp_like(${text}, ${quoteSql(match.flags === "" ? match.expression : `(?${match.flags})${match.expression}`)})`;
    case "compare":
      return `TRY_CAST(${text} AS DOUBLE) ${comparisons[match.operator]} ${doubleSql(match.number)}`;
    case "exists":
      return `${text} IS NOT NULL`;
    case "reference":
      return referenceSql(text, trinoText(match.other), match);
    case "time":
      return `${match.part}(eventTime) IN (${match.numbers.map(doubleSql).join(", ")})`;
  }
}

function doubleSql(number: number): string {
  return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : `DOUBLE '${number}'`;
}

function referenceSql(left: string, right: string, { how, cased }: Extract<Match, { kind: "reference" }>): string {
  const [value, other] = cased ? [left, right] : [`lower(${left})`, `lower(${right})`];
  switch (how) {
    case "equals":
      return `${value} = ${other}`;
    case "contains":
      return `strpos(${value}, ${other}) > 0`;
    case "startswith":
      return `starts_with(${value}, ${other})`;
    case "endswith":
      return `starts_with(reverse(${value}), reverse(${other}))`;
  }
}

function patternsSql(text: string, patterns: readonly Pattern[], cased: boolean): string {
  const value = cased ? text : `lower(${text})`;
  const inCase = (one: string) => (cased ? one : one.toLowerCase());
  const exact = patterns.flatMap((pattern) => plainText(pattern) ?? []).map((one) => quoteSql(inCase(one)));
  const others = patterns.filter((pattern) => plainText(pattern) === undefined);
  const tests = [
    ...(exact.length > 1 ? [`${value} IN (${exact.join(", ")})`] : exact.map((one) => `${value} = ${one}`)),
    ...others.map((pattern) => likeSql(value, pattern, inCase)),
  ];
  return tests.length === 1 ? tests.join("") : `(${tests.join(" OR ")})`;
}

function likeSql(value: string, pattern: Pattern, inCase: (text: string) => string): string {
  const parts = pattern.map((part) => {
    if (typeof part !== "string") {
      return part.wildcard === "*" ? "%" : "_";
    }
    return inCase(part).replace(/[\\%_]/g, "\\$&");
  });
  const like = parts.join("");
  return `${value} LIKE ${quoteSql(like)}${like.includes("\\") ? " ESCAPE '\\'" : ""}`;
}

function placeText(place: Place): string {
  if (place.kind === "column") {
    return columnSql(place.column);
  }
  const { column, path, isScalar } = place;
  const [key, ...rest] = path;
  return rest.length === 0 ? keySql(column, key) : jsonText(keySql(column, key), jsonPath(rest), isScalar);
}

function keySql(column: string, key: string): string {
  return `element_at(${columnSql(column)}, ${quoteSql(key)})`;
}

/** Writes the expression of the text at a JSON path. An object or a list results in its JSON, which json_extract_scalar does not return. */
function jsonText(json: string, path: string, isScalar: boolean): string {
  const scalar = `json_extract_scalar(${json}, ${quoteSql(path)})`;
  const whole = `json_format(json_extract(${json}, ${quoteSql(path)}))`;
  if (isScalar) {
    return scalar;
  }
  // Trino 483 fails if nullif is applied to a lambda's argument ("Bind cannot be cast to Lambda"); otherwise nullif is shorter.
  const withoutNull = json === argument ? `CASE WHEN ${whole} <> 'null' THEN ${whole} END` : `nullif(${whole}, 'null')`;
  return `coalesce(${scalar}, ${withoutNull})`;
}

/** The name of a lambda's argument. */
const argument = "t";

/** Writes a path in Trino's form of JSONPath, with names other than words in brackets. */
function jsonPath(path: readonly string[]): string {
  const steps = path.map((segment) => {
    if (/^\d+$/.test(segment)) {
      return `[${segment}]`;
    }
    return /^[A-Za-z_]\w*$/.test(segment) ? `.${segment}` : `["${segment.replace(/["\\]/g, "\\$&")}"]`;
  });
  return `$${steps.join("")}`;
}
