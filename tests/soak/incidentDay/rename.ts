import { parseAllDocuments } from "yaml";
import { type JsonObject, type JsonValue, pathOf, valueAt } from "../../../functions/mapping/values/json";
import type { BuiltInRule } from "../../rules/builtInRules";

/**
 * Reads from a vendor's rules the fields that they group by and count: users, addresses, tokens and the like. The
 * function returns an event's replaceable names in these fields; a value that a rule depends on stays, such as
 * `system@okta.com`.
 */
export function countedNames(rules: readonly BuiltInRule[]): (event: JsonObject) => readonly JsonValue[] {
  const paths = [...new Set(rules.flatMap(({ text }) => countedFields(text)))];
  const decisive = rules.map(({ rule }) => rule.predicates.trino.toLowerCase()).join("\n");
  return (event) =>
    // Auth0's events are either in `data`, or not wrapped.
    paths.flatMap((path) => {
      const value = valueAt(event, pathOf(path)) ?? valueAt(event, pathOf(`data.${path}`)) ?? null;
      const isName = (typeof value === "string" && value !== "") || (typeof value === "number" && value > 0);
      return isName && !decisive.includes(`'${String(value).toLowerCase()}'`) ? [value] : [];
    });
}

function countedFields(text: string): readonly string[] {
  return parseAllDocuments(text).flatMap((document) => {
    const { correlation } = Object(document.toJS());
    const { "group-by": groupBy = [], condition = {} } = Object(correlation);
    return [...groupBy, condition.field].filter((field) => typeof field === "string");
  });
}

/**
 * Makes names unique to a number; equal names stay equal. The end of a name that rules match stays, such as `[bot]`.
 * @param number up to 16,383
 */
export function renamed(names: readonly JsonValue[], number: number): (leaf: JsonValue) => JsonValue {
  const addresses = [...new Set(names)].filter((name) => typeof name === "string" && address.test(name));
  return (leaf) => {
    if (!names.includes(leaf)) {
      return leaf;
    }
    if (typeof leaf === "number") {
      return leaf + number * 1_000_000_000;
    }
    const place = addresses.indexOf(leaf);
    // Eight addresses per number, from the range for benchmarks (RFC 2544).
    const host = number * 8 + (place % 8);
    return place === -1 ? `n${number}.${leaf}` : `198.${18 + (host >> 16)}.${(host >> 8) & 255}.${host & 255}`;
  };
}

const address = /^\d+\.\d+\.\d+\.\d+$/;
