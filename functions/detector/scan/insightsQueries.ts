import { redactedMark } from "../../privacy/secretValues";
import type { CompiledRule, Correlation, Expression } from "../compiledRule";
import type { ScanWindow } from "../scanAnswer";
import { secondsText } from "../times";

/** The maximum number of rows of a query (Amazon CloudWatch Logs API Reference, StartQuery, `limit`). */
export const mostLogRows = 10_000;

/** Writes a query that counts the events matching any of these rules. */
export function probeQuery(rules: readonly CompiledRule[]): string {
  return `filter ${rules.map((rule) => `(${predicate(rule)})`).join(" or ")}\n| stats count(*) as matched`;
}

/** Writes a query for the events of a rule. */
export function eventsQuery(rule: CompiledRule, after: number): string {
  return [
    `fields ${[...shownFields(rule), "eventTime", "@ingestionTime as kept"].join(", ")}`,
    ...conditions(rule, after),
    "sort kept desc",
    `limit ${mostLogRows}`,
  ].join("\n| ");
}

/** Writes a query for the groups that reach a rule's count and have at least one event delivered since the window's start. */
export function candidateQuery(
  rule: CompiledRule,
  correlation: Correlation,
  minimum: number,
  { since, after }: ScanWindow,
): string {
  return [
    `fields ${[...groupFields(correlation), "@ingestionTime as kept"].join(", ")}`,
    ...conditions(rule, after),
    ...isKnown(correlation.groupBy, groupNames(correlation)),
    `stats count(*) as events, max(kept) as latest by ${groupNames(correlation).join(", ")}`,
    `filter events >= ${minimum} and latest >= ${since}`,
    "sort latest desc",
    `limit ${mostLogRows}`,
  ].join("\n| ");
}

/** Writes a query for the events of some groups, by second. */
export function groupQuery(rule: CompiledRule, correlation: Correlation, condition: string, from: number): string {
  const { type, groupBy, value } = correlation;
  const counted = type === "value_count" && value !== undefined ? [value] : [];
  const shown = ["uid", "action", "address", "actor", "target"];
  return [
    `fields ${[
      ...groupFields(correlation),
      ...shownFields(rule),
      ...counted.map(({ insights }) => `tolower(${insights}) as value`),
    ].join(", ")}`,
    ...conditions(rule, from),
    ...isKnown([...groupBy, ...counted], [...groupNames(correlation), "value"]),
    `filter ${condition}`,
    `stats count_distinct(uid) as events, ${shown.map((name) => `sortsFirst(${name}) as ${name}`).join(", ")} by ${[
      ...groupNames(correlation),
      ...counted.map(() => "value"),
      "eventTime",
    ].join(", ")}`,
    "sort eventTime asc",
    `limit ${mostLogRows}`,
  ].join("\n| ");
}

/**
 * Writes conditions that match groups with these first values, and possibly others; as many as fit in a query. Users type these values: of
 * a value that is long or has special characters, only its plain prefix is compared.
 */
export function groupConditions(
  rule: CompiledRule,
  correlation: Correlation,
  values: readonly string[],
): readonly string[] {
  const most = 9_900 - groupQuery(rule, correlation, "", 0).length;
  const found: string[] = [];
  for (const value of new Set(values)) {
    const [plain = ""] = /^[^\p{Cc}\p{Cf}"\\]{0,200}/u.exec(value) ?? [];
    const condition = plain === value ? `g0 = "${value}"` : `substr(g0, 0, ${plain.length}) = "${plain}"`;
    const joined = found.length === 0 ? condition : `${found[found.length - 1]} or ${condition}`;
    if (found.length > 0 && joined.length <= most) {
      found[found.length - 1] = joined;
    } else {
      found.push(condition);
    }
  }
  return found;
}

function predicate({ name, predicates }: CompiledRule): string {
  if (predicates.insights === undefined) {
    throw new Error(`Logs Insights cannot express ${name}: ${predicates.insightsRefusal ?? "no reason is given"}`);
  }
  return predicates.insights;
}

function conditions(rule: CompiledRule, after: number): readonly string[] {
  return [`filter ${predicate(rule)}`, `filter eventTime >= "${secondsText(after)}"`];
}

function shownFields({ columns }: CompiledRule): readonly string[] {
  return [
    "UID as uid",
    "eventName as action",
    "sourceIPAddress as address",
    `${columns.actor.insights} as actor`,
    `${columns.target.insights} as target`,
  ];
}

function groupNames({ groupBy }: Correlation): readonly string[] {
  return groupBy.map((_, index) => `g${index}`);
}

function groupFields({ groupBy }: Correlation): readonly string[] {
  return groupBy.map(({ insights }, index) => `tolower(${insights}) as g${index}`);
}

/** Excludes events whose value is missing or masked. */
function isKnown(expressions: readonly Expression[], names: readonly string[]): readonly string[] {
  return expressions.map(
    ({ insights }, index) =>
      `filter ispresent(${names[index]}) and ${names[index]} != "" and ${insights} != "${redactedMark}"`,
  );
}
