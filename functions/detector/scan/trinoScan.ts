import { redactedMark } from "../../privacy/secretValues";
import type { CompiledRule, Expression } from "../compiledRule";
import { keySeparator, minimumOf } from "../correlate";
import type { Slot } from "../reported";
import { mostFindings } from "../reportRule";
import type { ScanRow } from "../ruleFinding";
import type { ScanAnswer, ScanWindow } from "../scanAnswer";
import type { Row } from "../startedQuery";
import { secondsText, timestampText } from "../times";
import { type SharedExpressions, shareExpressions, usedBy } from "./shareExpressions";

/** An integration whose events are in the store. */
export interface ScanSource {
  /** The integration's key. */
  readonly integration: string;
  /** The vendor whose rules read its events. */
  readonly vendor: string;
  /** The condition that holds for its events alone, and is never null. */
  readonly condition: Expression;
}

/** What a statement reads from. */
export interface TrinoTable {
  /** The table's name as SQL writes it, quoted. */
  readonly name: string;
  /** Conditions on its partitions. @default none */
  readonly conditions?: (window: ScanWindow) => readonly string[];
}

/** The most rows of an answer. */
const mostRows = 20_000;

/**
 * Writes one statement that scans a table once for many rules. It gives the events that rules match: of each group those that are in one window with
 * an event that was stored since the window's begin, where there are enough of them.
 *
 * A group that has more events in a slot of time, as long as the rule's timespan, than twice the rule's count is thinned out: the first and the last
 * occurrences of as many values as the rule counts stay (of an `event_count`, the values are the events). A window is at most the end of one slot
 * and the begin of the next, so it reaches the count among the rows that stay if and only if it did among all. So a flood gives few rows, and no burst
 * is lost. Events that no run has looked at are thinned out apart from the others, which may have been reported, and so are those that some run may have missed. It avoids INTERVAL, which editions of AWS's guide exclude (AWS CloudTrail User Guide, "CloudTrail Lake SQL constraints").
 */
export function trinoScan(
  table: TrinoTable,
  rules: readonly CompiledRule[],
  sources: readonly ScanSource[],
  window: ScanWindow,
  shared: SharedExpressions = sharedBy(rules),
): string {
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
    ...shown.map((name) => `${choice((rule) => column(rule.columns[name]))} AS ${name}`),
  ];
  const conditions = [`eventTime >= TIMESTAMP '${timestampText(window.after)}'`, ...(table.conditions?.(window) ?? [])];
  const group = "PARTITION BY source, rule, grp";
  const bound = bindings([...rules.map(({ predicates }) => predicates.trino), ...columns.keys()], shared);
  return `WITH stored AS (
SELECT *, CASE ${sources.map(({ integration, condition }) => `WHEN ${condition.trino} THEN ${text(integration)}`).join(" ")} END AS source
FROM ${table.name} WHERE ${conditions.join(" AND ")}
), ${bound.map(({ text: select, name }) => `${name} AS (\n${select}\n), `).join("")}matched AS (
SELECT source, coalesce(eventData.UID, eventID) AS uid, CAST(to_unixtime(eventTime) AS BIGINT) AS t, metadata.ingestionTime AS kept, eventData.eventName AS action, eventData.sourceIPAddress AS address,
${[...columns].map(([expression, name]) => `${shared.shortOf(expression)} AS ${name},\n`).join("")}${labels(rules, sources, shared)} AS rules
FROM ${bound.at(-1)?.name ?? "stored"} WHERE source IS NOT NULL
), labelled AS (
SELECT *,
${labelled.join(",\n")}
FROM matched CROSS JOIN UNNEST(split(rules, ' ')) AS names (rule) WHERE rules <> ''
), dated AS (
SELECT *, row_number() OVER (PARTITION BY source, rule, uid ORDER BY kept) AS copy, t / greatest(span, 1) AS slot, CASE WHEN kept >= '${secondsText(window.through)}' THEN 2 WHEN kept >= '${secondsText(window.settled)}' THEN 1 ELSE 0 END AS fresh, max(kept) OVER (${group}) AS latest, min(CASE WHEN kept >= '${secondsText(window.since)}' THEN t END) OVER (${group}) AS f, max(CASE WHEN kept >= '${secondsText(window.since)}' THEN t END) OVER (${group}) AS l
FROM labelled WHERE grp IS NOT NULL AND val IS NOT NULL
), counted AS (
SELECT *, count(*) OVER (${group}) AS allin, count(*) OVER (${group}, slot, fresh) AS inslot, min(t) OVER (${group}) AS begin, row_number() OVER (${group}, slot, fresh, val ORDER BY t, uid) AS vf, row_number() OVER (${group}, slot, fresh, val ORDER BY t DESC, uid DESC) AS vl
FROM dated WHERE copy = 1 AND t >= f - span AND t <= l + span
), ranked AS (
SELECT *, row_number() OVER (${group}, slot, fresh, vf = 1 ORDER BY t, uid) AS rf, row_number() OVER (${group}, slot, fresh, vl = 1 ORDER BY t DESC, uid DESC) AS rl, dense_rank() OVER (PARTITION BY source, rule ORDER BY CASE WHEN latest >= '${secondsText(window.through)}' THEN 0 ELSE 1 END, begin, grp) AS place
FROM counted WHERE allin >= n AND (vf = 1 OR vl = 1)
), numbered AS (
SELECT *, max(place) OVER (PARTITION BY source, rule) AS groups
FROM ranked WHERE (vf = 1 AND rf <= n) OR (vl = 1 AND rl <= n)
)
SELECT rule, source, uid, t, action, address, actor, target, grp, val, slot, fresh, inslot, groups
FROM numbered WHERE place <= ${mostFindings} ORDER BY place, rule, t, uid LIMIT ${mostRows}`;
}

/** Finds what the expressions of rules have in common. */
export function sharedBy(rules: readonly CompiledRule[]): SharedExpressions {
  const texts = rules.flatMap(({ predicates, columns, correlation }) => [
    predicates.trino,
    ...[columns.actor, columns.target, ...(correlation?.groupBy ?? [])].map(({ trino }) => trino),
    ...(correlation?.value === undefined ? [] : [correlation.value.trino]),
  ]);
  return shareExpressions(texts);
}

/** Writes a subquery for each level of the expressions that these texts share. */
function bindings(texts: readonly string[], shared: SharedExpressions) {
  const used = usedBy(texts.map(shared.shortOf), shared);
  const levels = [...new Set(used.map(({ level }) => level))].sort((one, other) => one - other);
  return levels.map((level, index) => {
    const columns = used.filter((one) => one.level === level).map(({ name, text }) => `${text} AS ${name}`);
    const from = index === 0 ? "stored" : `b${levels[index - 1]}`;
    return { name: `b${level}`, text: `SELECT *, ${columns.join(", ")} FROM ${from}` };
  });
}

/** Reads the rows of such a statement. */
export function readTrinoRows(
  rows: readonly Row[],
  rules: readonly CompiledRule[],
): Pick<ScanAnswer, "rows" | "floods"> {
  const read = rows.flatMap((row) => {
    const rule = rules[Number(/^r(\d+)$/.exec(row.rule ?? "")?.[1])];
    return rule === undefined ? [] : [scanRow(row, rule)];
  });
  const rowsIn = new Map<string, number>();
  for (const { place } of read) {
    rowsIn.set(place, (rowsIn.get(place) ?? 0) + 1);
  }
  const floods = new Map(
    read.map(({ row: { rule, integration }, groups }) => [`${rule} ${integration}`, { rule, integration, groups }]),
  );
  return {
    rows: read.map(({ row, slot, place }) => ({ ...row, slot: { ...slot, rows: rowsIn.get(place) ?? 1 } })),
    floods: [...floods.values()].filter(({ rule, integration, groups }) => {
      const given = new Set(
        read.flatMap(({ row }) => (row.rule === rule && row.integration === integration ? [row.group] : [])),
      );
      return groups > given.size;
    }),
  };
}

interface ReadRow {
  readonly row: ScanRow;
  readonly slot: Omit<Slot, "rows">;
  /** The rule, the integration, the group and the slot. */
  readonly place: string;
  readonly groups: number;
}

function scanRow(row: Row, { name, correlation }: CompiledRule): ReadRow {
  const {
    source = "",
    uid = "",
    t,
    action = "",
    address = "",
    actor = "",
    target = "",
    grp = "",
    val = "",
    slot = "",
    fresh = "",
  } = row;
  const key = `${slot} ${fresh}`;
  return {
    row: {
      rule: name,
      integration: source,
      uid,
      eventTime: Number(t) * 1_000,
      action,
      sourceIPAddress: address,
      actor,
      target,
      group: grp,
      ...(correlation?.type === "value_count" && { value: val }),
    },
    slot: { key, events: Number(row.inslot) },
    place: JSON.stringify([name, source, grp, key]),
    groups: Number(row.groups),
  };
}

/** Writes each predicate once, for the events of its vendor: a text of the names of the rules that match, separated by blanks. */
function labels(
  rules: readonly CompiledRule[],
  sources: readonly ScanSource[],
  { shortOf }: SharedExpressions,
): string {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  const ofVendors = vendors.map((vendor) => {
    const integrations = sources
      .filter((source) => source.vendor === vendor)
      .map(({ integration }) => text(integration));
    const cases = rules.flatMap((rule, index) =>
      rule.vendor === vendor ? [`if(${shortOf(rule.predicates.trino)}, 'r${index}')`] : [],
    );
    return `WHEN source IN (${integrations.join(", ")}) THEN concat_ws(' ',\n${cases.join(",\n")})`;
  });
  return `CASE ${ofVendors.join("\n")} END`;
}

/** Writes an expression that depends on the row's rule; rules of equal values share a branch. */
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

/** An event of a rule that counts none is its own group. */
function groupOf({ correlation }: CompiledRule, column: ColumnOf): string {
  if (correlation === undefined) {
    return "uid";
  }
  const parts = correlation.groupBy.map(column);
  const key = parts.length === 1 ? parts.join() : `concat(${parts.join(`, chr(${keySeparator.charCodeAt(0)}), `)})`;
  return known(parts, key);
}

function countedOf({ correlation }: CompiledRule, column: ColumnOf): string {
  const value = correlation?.type === "value_count" ? correlation.value : undefined;
  return value === undefined ? "uid" : known([column(value)], column(value));
}

/** Null where a value is absent or masked. */
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
