import { secondsText } from "../../../functions/detector/times";
import { placeholder } from "../../../functions/mapping/auditEvent";
import { compilePattern } from "../../../functions/mapping/configured/regularExpressions";
import { type EventField, hasPlaceholder, type Place } from "./fields/eventField";
import { matchesEmpty, type Pattern, plainText } from "./pattern";
import { comparisons, type FieldLeaf, type Match, type Test, type TimePart } from "./test";

/** A part of a rule that the language of Logs Insights cannot express. */
export class InsightsRefusal extends Error {
  override readonly name = "InsightsRefusal";
}

/**
 * Writes a test as the expression of a Logs Insights filter, which is true or false for every event. Logs Insights discovers 200 fields of an event;
 * further fields count as absent. @throws InsightsRefusal
 */
export function toInsights(test: Test): string {
  switch (test.kind) {
    case "all":
    case "any":
      return `(${test.tests.map(toInsights).join(test.kind === "all" ? " and " : " or ")})`;
    case "not":
      return `(not (${toInsights(test.test)}))`;
    case "keyword":
      return patternsText("@message", test.patterns.map(asInJson), false);
    case "field":
      return leafText(test);
    case "before":
      return `(eventTime < "${secondsText(test.time)}")`;
  }
}

/** Writes the expression of a field's text; it is absent if the field is. */
export function insightsText({ places }: EventField): string {
  const names = places.map(fieldName);
  return names.length === 1 ? names.join("") : `coalesce(${names.join(", ")})`;
}

/** Writes the expression of the first field with a value. */
export function insightsFirst(fields: readonly EventField[]): string {
  const names = fields.flatMap(({ places }) => places.map(fieldName));
  return names.length === 1 ? names.join("") : `coalesce(${names.join(", ")})`;
}

function quoteInsights(text: string): string {
  if (/[\n\r\t]/.test(text)) {
    throw new InsightsRefusal(`a value with a line break or a tab, ${JSON.stringify(text)}`);
  }
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** The number of list items that a filter tests. Logs Insights has a field per item and no test over all items. */
const listItems = 10;

function leafText({ field, match }: FieldLeaf): string {
  const variants = field.places.flatMap((place) => itemsOf(place));
  const isList = variants.length > field.places.length;
  if (!isList) {
    return matchText(field.places, match);
  }
  return `(${variants.map((place) => matchText([place], match)).join(" or ")})`;
}

/** Lists the place itself, or for a place in a list the places of the first items. */
function itemsOf(place: Place): readonly Place[] {
  if (place.kind === "column" || place.list === undefined) {
    return [place];
  }
  const { path, list, ...rest } = place;
  const [first, ...others] = path;
  return Array.from({ length: listItems }, (_, index) => ({
    ...rest,
    path: [first, ...others.slice(0, list - 1), String(index), ...others.slice(list - 1)],
  }));
}

function matchText(places: readonly Place[], match: Match): string {
  const names = places.map(fieldName);
  const isThere = names.map((name) => `ispresent(${name})`).join(" or ");
  const value = `coalesce(${names.join(", ")}, "")`;
  switch (match.kind) {
    case "patterns":
      return anyText(
        match.patterns.map((pattern) => emptyText(names, pattern)),
        patternsText(
          value,
          match.patterns.filter((pattern) => !matchesEmpty(pattern)),
          match.cased,
        ),
      );
    case "regex": {
      const test = `${value} like ${regexText(match.expression, match.flags)}`;
      return compilePattern(match.expression).test("") ? `((${isThere}) and ${test})` : test;
    }
    case "compare":
      return `((${isThere}) and ${value} ${comparisons[match.operator]} ${numberText(match.number)})`;
    case "exists":
      return places.some(hasPlaceholder)
        ? `((${isThere}) and ${value} != ${quoteInsights(placeholder)})`
        : `(${isThere})`;
    case "reference":
      return referenceText(names, match);
    case "time":
      return timeText(match.part, match.numbers);
  }
}

function anyText(special: readonly string[], rest: string): string {
  const tests = [...new Set(special), rest].filter((one) => one !== "");
  return tests.length === 1 ? tests.join("") : `(${tests.join(" or ")})`;
}

/** Writes the test of a pattern that the empty text matches. A default of the empty text would also match if the field is absent. */
function emptyText(names: readonly string[], pattern: Pattern): string {
  if (!matchesEmpty(pattern)) {
    return "";
  }
  return pattern.length === 0
    ? `coalesce(${names.join(", ")}, "-") = ""`
    : `(${names.map((name) => `ispresent(${name})`).join(" or ")})`;
}

function patternsText(value: string, patterns: readonly Pattern[], cased: boolean): string {
  const inCase = (text: string) => (cased ? text : text.toLowerCase());
  const compared = cased ? value : `tolower(${value})`;
  const exact = patterns.flatMap((pattern) => plainText(pattern) ?? []).flatMap((text) => spellings(inCase(text)));
  const others = patterns.filter((pattern) => plainText(pattern) === undefined);
  const tests = [
    ...(exact.length > 1 ? [`${compared} in [${exact.map(quoteInsights).join(", ")}]`] : []),
    ...(exact.length === 1 ? exact.map((one) => `${compared} = ${quoteInsights(one)}`) : []),
    ...others.map((pattern) => `${compared} like ${likeText(pattern, inCase)}`),
  ];
  return tests.length > 1 ? `(${tests.join(" or ")})` : tests.join("");
}

/** Lists the spellings of a value. Public queries read a boolean as 1 or 0 in a discovered field; AWS's guide does not document it. */
function spellings(text: string): readonly string[] {
  const digit = { true: "1", false: "0" }[text];
  return digit === undefined ? [text] : [text, digit];
}

/** Writes a pattern as the argument of `like`: a text that is anywhere in the value, or a regular expression. */
function likeText(pattern: Pattern, inCase: (text: string) => string): string {
  const [before, text, after, ...more] = pattern;
  const isAround = isAny(before) && isAny(after) && more.length === 0;
  if (isAround && typeof text === "string") {
    return quoteInsights(inCase(text));
  }
  const parts = pattern.map((part) => {
    if (typeof part !== "string") {
      return part.wildcard === "*" ? ".*" : ".";
    }
    return inCase(part).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return regexText(`^${parts.join("")}$`.replace(/^\^\.\*|\.\*\$$/g, ""), "s");
}

function isAny(part: Pattern[number] | undefined): boolean {
  return typeof part === "object" && part.wildcard === "*";
}

function regexText(expression: string, flags: string): string {
  if (/[\n\r]/.test(expression)) {
    throw new InsightsRefusal("a regular expression with a line break");
  }
  const written = expression.replace(/\\[\s\S]|\//g, (found) => (found === "/" ? "\\/" : found));
  return `/${flags === "" ? "" : `(?${flags})`}${written}/`;
}

function numberText(number: number): string {
  return number < 0 ? `-${Math.abs(number)}` : String(number);
}

function referenceText(names: readonly string[], { how, other, cased }: Extract<Match, { kind: "reference" }>): string {
  const others = other.places.map(fieldName);
  const [left, right] = [names, others].map((all) => {
    const value = `coalesce(${all.join(", ")}, "")`;
    return cased ? value : `tolower(${value})`;
  });
  const areThere = [names, others]
    .map((all) => `(${all.map((name) => `ispresent(${name})`).join(" or ")})`)
    .join(" and ");
  if (how === "startswith" || how === "endswith") {
    throw new InsightsRefusal(`fieldref with ${how}`);
  }
  return `(${areThere} and ${how === "equals" ? `${left} = ${right}` : `strcontains(${left}, ${right}) = 1`})`;
}

/** Positions and lengths of the parts of `eventTime`, such as 2026-11-20T09:05:00Z. */
const timePlaces: Readonly<Record<Exclude<TimePart, "week">, readonly [start: number, length: number]>> = {
  year: [0, 4],
  month: [5, 2],
  day: [8, 2],
  hour: [11, 2],
  minute: [14, 2],
};

function timeText(part: TimePart, numbers: readonly number[]): string {
  if (part === "week") {
    throw new InsightsRefusal("the week of a time");
  }
  const [start, length] = timePlaces[part];
  const texts = numbers.map((number) => quoteInsights(String(number).padStart(length, "0")));
  return `substr(eventTime, ${start}, ${length}) in [${texts.join(", ")}]`;
}

/** Writes the name of a discovered field, in backticks if it contains characters other than those of words. */
function fieldName(place: Place): string {
  const path = place.kind === "column" ? place.column.split(".") : [...place.column.split("."), ...place.path];
  const name = path.join(".");
  if (name.includes("`")) {
    throw new InsightsRefusal(`the field ${name}, whose name has a backtick`);
  }
  return path.every((segment) => /^[A-Za-z0-9_]+$/.test(segment)) ? name : `\`${name}\``;
}

/** Escapes a keyword as in the JSON of an event. */
function asInJson(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === "string" ? JSON.stringify(part).slice(1, -1) : part));
}
