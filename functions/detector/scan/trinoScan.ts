import { redactedMark } from "../../privacy/secretValues";
import type { CompiledRule, Expression } from "../compiledRule";
import { keySeparator, minimumOf } from "../correlate";
import { mostCandidates, mostFindings } from "../findings/reportRule";
import type { ScanWindow } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import { secondsText, timestampText } from "../times";
import { readsFrom } from "./readsFrom";
import { type SharedExpressions, shareExpressions, usedBy } from "./shareExpressions";

/** An integration whose events are in the store. */
export interface ScanSource {
  /** The integration's key. */
  readonly integration: string;
  /** The vendor whose rules read its events. */
  readonly vendor: string;
  /** The condition that selects exactly its events, and is never null. */
  readonly condition: Expression;
}

/** The table that a statement reads. */
export interface TrinoTable {
  /** The table's name in SQL, quoted. */
  readonly name: string;
  /** Conditions on its partitions that hold for all events stored since that time, in milliseconds since 1970. @default none */
  readonly conditions?: (storedSince: number) => readonly string[];
}

/** The maximum number of rows of a result. */
export const mostRows = 20_000;

/**
 * Writes one statement that scans a table once for many rules. It returns the events that match rules: for each group with enough events,
 * those in one window with an event stored since the window's start.
 *
 * A slot is a part of time as long as the rule's timespan. A group with more than twice the rule's count of events in a slot is thinned
 * out: for as many values as the rule counts, the first and last occurrences stay (for an `event_count`, the values are the events). A
 * window covers at most the end of one slot and the start of the next, so it reaches the count in the remaining rows if and only if it did
 * in all rows. A flood therefore returns few rows, and no burst is lost. Events that no run has read are thinned out separately from the
 * others, which may have been reported, and so are those that some run may have missed.
 *
 * For a rule that counts events, only groups with a burst are returned. For a rule that counts values, a group is returned if two consecutive
 * slots have enough values: every burst is within two such slots, and `correlate` finds which of these groups have one.
 *
 * If there are more rows than a result can hold, each rule and integration gets an equal share. Texts by vendors or users are shortened,
 * since they have any length. The statement avoids INTERVAL, which some editions of AWS's guide exclude (AWS CloudTrail User Guide,
 * "CloudTrail Lake SQL constraints").
 * @param rules each reads at least one of the sources
 */
export function trinoScan(
  table: TrinoTable,
  rules: readonly ScheduledRule[],
  allSources: readonly ScanSource[],
  window: ScanWindow,
  shared: SharedExpressions = sharedBy(rules),
): string {
  const sources = allSources.filter((source) => rules.some((rule) => readsFrom(rule, source)));
  const columns = new Map<string, string>();
  const column = ({ trino }: Expression): string => {
    const name = columns.get(trino) ?? `x${columns.size}`;
    columns.set(trino, name);
    return name;
  };
  const choice = (write: (rule: CompiledRule) => string) => choiceByRule(rules, write);
  const shown = ["actor", "target"] as const;
  const labelled = [
    `${choice((rule) => groupOf(rule, column))} AS grp`,
    `${choice((rule) => countedOf(rule, column))} AS val`,
    `${choice((rule) => String(minimum(rule)))} AS n`,
    `${choice((rule) => String(rule.correlation?.timespanSeconds ?? 0))} AS span`,
    // Rules that count events compare seconds; rules that count values compare slots.
    `${choice((rule) => String(countsValues(rule) ? (rule.correlation?.timespanSeconds ?? 1) : 1))} AS step`,
    ...shown.map((name) => `${choice((rule) => column(rule.columns[name]))} AS ${name}`),
  ];
  // Events are stored after their own time, apart from clock differences.
  const storedSince = Math.min(window.after - clockDrift, window.since);
  const conditions = [
    `eventTime >= TIMESTAMP '${timestampText(window.after)}'`,
    ...(table.conditions?.(storedSince) ?? []),
    anyOf(sources),
  ];
  const group = "PARTITION BY source, rule, grp";
  const bound = bindings([...rules.map(({ predicates }) => predicates.trino), ...columns.keys()], shared);
  return `WITH stored AS (
SELECT *, CASE ${sources.map(({ integration, condition }) => `WHEN ${condition.trino} THEN ${text(integration)}`).join(" ")} END AS source
FROM ${table.name} WHERE ${conditions.join(" AND ")}
), ${bound.map(({ text: select, name }) => `${name} AS (\n${select}\n), `).join("")}matched AS (
SELECT source, coalesce(eventData.UID, eventID) AS uid, CAST(to_unixtime(eventTime) AS BIGINT) AS t, metadata.ingestionTime AS kept, eventData.eventName AS action, eventData.sourceIPAddress AS address,
${[...columns].map(([expression, name]) => `${shared.shortOf(expression)} AS ${name},\n`).join("")}${labels(rules, sources, shared)} AS rules
FROM ${bound.at(-1)?.name ?? "stored"}
), labelled AS (
SELECT *,
${labelled.join(",\n")}
FROM matched CROSS JOIN UNNEST(split(rules, ' ')) AS names (rule) WHERE rules <> ''
), dated AS (
SELECT *, row_number() OVER (PARTITION BY source, rule, uid ORDER BY kept) AS copy, t / greatest(span, 1) AS slot, CASE WHEN kept >= '${secondsText(window.through)}' THEN 2 WHEN kept >= '${secondsText(window.since)}' THEN 1 ELSE 0 END AS fresh, max(kept) OVER (${group}) AS latest, min(CASE WHEN kept >= '${secondsText(window.since)}' THEN t END) OVER (${group}) AS f, max(CASE WHEN kept >= '${secondsText(window.since)}' THEN t END) OVER (${group}) AS l
FROM labelled WHERE grp IS NOT NULL AND val IS NOT NULL
), counted AS (
SELECT *, count(*) OVER (${group}) AS allin, count(*) OVER (${group}, slot, fresh) AS inslot, min(t) OVER (${group}) AS begin, row_number() OVER (${group}, slot, fresh, val ORDER BY t, uid) AS vf, row_number() OVER (${group}, slot, fresh, val ORDER BY t DESC, uid DESC) AS vl
FROM dated WHERE copy = 1 AND t >= f - span AND t <= l + span
), ranked AS (
SELECT *, row_number() OVER (${group}, slot, fresh, vf = 1 ORDER BY t, uid) AS rf, row_number() OVER (${group}, slot, fresh, vl = 1 ORDER BY t DESC, uid DESC) AS rl, lead(t / step, n - 1) OVER (${group}, vf = 1 ORDER BY t, uid) AS nth
FROM counted WHERE allin >= n AND (vf = 1 OR vl = 1)
), checked AS (
SELECT *, max(CASE WHEN vf = 1 AND nth - t / step <= span / step THEN 1 ELSE 0 END) OVER (${group}) AS enough FROM ranked
), placed AS (
SELECT *, dense_rank() OVER (PARTITION BY source, rule ORDER BY CASE WHEN latest >= '${secondsText(window.through)}' THEN 0 ELSE 1 END, begin, grp) AS place
FROM checked WHERE enough = 1 AND ((vf = 1 AND rf <= n) OR (vl = 1 AND rl <= n))
), numbered AS (
SELECT *, max(place) OVER (PARTITION BY source, rule) AS groups, row_number() OVER (PARTITION BY source, rule ORDER BY place, t, uid) AS turn
FROM placed
)
SELECT rule, source, uid, t, ${shownTexts.map(shortened).join(", ")}, ${["grp", "val"].map(shortenedKey).join(", ")}, slot, fresh, inslot, groups
FROM numbered WHERE place <= CASE WHEN step = 1 THEN ${mostFindings} ELSE ${mostCandidates} END ORDER BY turn, source, rule LIMIT ${mostRows}`;
}

/** The maximum lead of a vendor's clock over the store's, in milliseconds. New events are read whatever their clock. */
export const clockDrift = 3_600_000;

/** Writes a condition that selects the events of these sources. */
export function anyOf(sources: readonly ScanSource[]): string {
  return `(${sources.map(({ condition }) => condition.trino).join(" OR ")})`;
}

const shownTexts = ["action", "address", "actor", "target"];
/** In characters; more than a finding shows. */
const longestText = 400;

function shortened(name: string): string {
  return `substr(${name}, 1, ${longestText}) AS ${name}`;
}

/** Shortens a key. A long key ends in its hash, so that different keys stay different. */
function shortenedKey(name: string): string {
  return `if(length(${name}) > ${longestText}, concat(substr(${name}, 1, ${longestText}), to_hex(sha256(to_utf8(${name})))), ${name}) AS ${name}`;
}

/** Finds the common expressions of rules. */
export function sharedBy(rules: readonly CompiledRule[]): SharedExpressions {
  const texts = rules.flatMap(({ predicates, columns, correlation }) => [
    predicates.trino,
    ...[columns.actor, columns.target, ...(correlation?.groupBy ?? [])].map(({ trino }) => trino),
    ...(correlation?.value === undefined ? [] : [correlation.value.trino]),
  ]);
  return shareExpressions(texts);
}

/** Writes a subquery for each level of the shared expressions that these texts use. */
function bindings(texts: readonly string[], shared: SharedExpressions) {
  const used = usedBy(texts.map(shared.shortOf), shared);
  const levels = [...new Set(used.map(({ level }) => level))].sort((one, other) => one - other);
  return levels.map((level, index) => {
    const columns = used.filter((one) => one.level === level).map(({ name, text }) => `${text} AS ${name}`);
    const from = index === 0 ? "stored" : `b${levels[index - 1]}`;
    return { name: `b${level}`, text: `SELECT *, ${columns.join(", ")} FROM ${from}` };
  });
}

/**
 * Writes each predicate once, restricted to the events of its vendor, and of its integrations if it has a list: the result is a text with
 * the names of the matching rules, separated by blanks.
 */
function labels(
  rules: readonly ScheduledRule[],
  sources: readonly ScanSource[],
  { shortOf }: SharedExpressions,
): string {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  const ofVendors = vendors.map((vendor) => {
    const ofVendor = sources.filter((source) => source.vendor === vendor);
    const cases = rules.flatMap((rule, index) => {
      const read = ofVendor.filter((source) => readsFrom(rule, source));
      const predicate = shortOf(rule.predicates.trino);
      const condition = read.length === ofVendor.length ? predicate : `${isOneOf(read)} AND (${predicate})`;
      return rule.vendor === vendor ? [`if(${condition}, 'r${index}')`] : [];
    });
    return `WHEN ${isOneOf(ofVendor)} THEN concat_ws(' ',\n${cases.join(",\n")})`;
  });
  return `CASE ${ofVendors.join("\n")} END`;
}

function isOneOf(sources: readonly ScanSource[]): string {
  return `source IN (${sources.map(({ integration }) => text(integration)).join(", ")})`;
}

/** Writes an expression that depends on the row's rule; rules with equal values share a branch. */
function choiceByRule(rules: readonly CompiledRule[], write: (rule: CompiledRule) => string): string {
  const branches = new Map<string, string[]>();
  for (const [index, rule] of rules.entries()) {
    const value = write(rule);
    branches.set(value, [...(branches.get(value) ?? []), `'r${index}'`]);
  }
  const [most, ...others] = [...branches].sort(([, one], [, other]) => other.length - one.length);
  const whens = others.map(([value, names]) => `WHEN rule IN (${names.join(", ")}) THEN ${value}`);
  const rest = most?.[0] ?? "NULL";
  return whens.length === 0 ? rest : `CASE ${whens.join(" ")} ELSE ${rest} END`;
}

type ColumnOf = (expression: Expression) => string;

/** Writes a row's group. An event of a rule without a count is its own group. */
function groupOf({ correlation }: CompiledRule, column: ColumnOf): string {
  if (correlation === undefined) {
    return "uid";
  }
  const parts = correlation.groupBy.map(column);
  const key = parts.length === 1 ? parts.join() : `concat(${parts.join(`, chr(${keySeparator.charCodeAt(0)}), `)})`;
  return known(parts, key);
}

function countsValues({ correlation }: CompiledRule): boolean {
  return correlation?.type === "value_count";
}

function countedOf(rule: CompiledRule, column: ColumnOf): string {
  const value = countsValues(rule) ? rule.correlation?.value : undefined;
  return value === undefined ? "uid" : known([column(value)], column(value));
}

/** Writes an expression that is null if a value is missing or masked. */
function known(parts: readonly string[], key: string): string {
  const conditions = parts.map((part) => `${part} NOT IN ('', '${redactedMark}')`);
  return conditions.length === 0 ? `''` : `CASE WHEN ${conditions.join(" AND ")} THEN lower(${key}) END`;
}

function minimum({ correlation }: CompiledRule): number {
  return correlation === undefined ? 1 : minimumOf(correlation.condition);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
