import type { CompiledRule, Correlation } from "../compiledRule";
import { groupKey, minimumOf } from "../correlate";
import { mostCandidates, mostFindings } from "../findings/reportRule";
import type { ScanRow } from "../findings/ruleFinding";
import { failureOf, joinAnswers, type ScanAnswer, type ScanWindow } from "../scanAnswer";
import type { ScheduledRule } from "../scheduledRule";
import type { Row } from "../startedQuery";
import { millisecondsOf } from "../times";
import { atMost } from "./atMost";
import { candidateQuery, eventsQuery, groupConditions, groupQuery, mostLogRows, probeQuery } from "./insightsQueries";
import { mostCharacters } from "./mostCharacters";
import { readsFrom } from "./readsFrom";
import { packStatements, type StatementAnswer } from "./scanTable";
import { isStatementFailure } from "./statementFailure";
import type { ScanSource } from "./trinoScan";

/** A log group that holds the audit events of one integration. */
export interface ScannedLogs {
  readonly source: Pick<ScanSource, "integration" | "vendor">;
  /**
   * Runs a query on events delivered since that time, in milliseconds since 1970; rejects if the service refuses it or it fails. A log
   * event's own time is its delivery time.
   */
  readonly ask: (query: string, deliveredSince: number) => Promise<StatementAnswer>;
}

/** Maximum number of rules queried concurrently. */
const atOnce = 5;
/** Maximum number of pages read for the groups of one query. */
const mostPages = 10;

/**
 * Scans a log group for these rules. Logs Insights can neither label an event with the matching rules nor use window functions. A query
 * over many rules therefore only counts what was delivered since the window's start; if there is any, each rule is queried separately: for
 * its events, or for the groups that reach the count and then for their events by second.
 */
export async function scanLogs(
  logs: ScannedLogs,
  rules: readonly ScheduledRule[],
  window: ScanWindow,
): Promise<ScanAnswer> {
  const read = rules.filter((rule) => readsFrom(rule, logs.source));
  const refused = read.filter(({ predicates }) => predicates.insights === undefined);
  const refusals = refused.map((rule) => {
    const reason = rule.predicates.insightsRefusal ?? "no reason is given";
    return failureOf([rule], new Error(`Logs Insights cannot express it: ${reason}`));
  });
  const known = read.filter((rule) => !refused.includes(rule));
  const answers: ScanAnswer[] = [];
  for (const some of packStatements(known, probeQuery, mostCharacters.logs)) {
    answers.push(await scanPacked(logs, some, window));
  }
  return joinAnswers([...refusals, ...answers]);
}

async function scanPacked(logs: ScannedLogs, rules: readonly CompiledRule[], window: ScanWindow): Promise<ScanAnswer> {
  const answers: ScanAnswer[] = [];
  try {
    const { rows, bytesScanned } = await logs.ask(probeQuery(rules), window.since);
    if (Number(rows[0]?.matched ?? 0) === 0) {
      return joinAnswers([{ ...nothing, bytesScanned }]);
    }
    answers.push({ ...nothing, bytesScanned });
  } catch (error) {
    if (!isStatementFailure(error)) {
      return failureOf(rules, error);
    }
  }
  const scan = atMost(atOnce, (rule: CompiledRule) =>
    scanRule(logs, rule, window).catch((error: unknown) => failureOf([rule], error)),
  );
  return joinAnswers([...answers, ...(await Promise.all(rules.map((rule) => scan(rule))))]);
}

const nothing: ScanAnswer = { rows: [], floods: [], failures: new Map(), bytesScanned: 0 };

function scanRule(logs: ScannedLogs, rule: CompiledRule, window: ScanWindow): Promise<ScanAnswer> {
  return rule.correlation === undefined
    ? scanEvents(logs, rule, window)
    : scanGroups(logs, rule, rule.correlation, window);
}

/** Reads the events of a rule without a count, latest delivery first. */
async function scanEvents(
  { source: { integration }, ask }: ScannedLogs,
  rule: CompiledRule,
  { since, after }: ScanWindow,
): Promise<ScanAnswer> {
  const { rows, bytesScanned } = await ask(eventsQuery(rule, after), since);
  const byUid = new Map(rows.map((row) => [row.uid ?? "", scanRow(row, rule, integration, row.uid)]));
  const events = byUid.size;
  return {
    rows: [...byUid.values()].slice(0, mostFindings),
    floods: events > mostFindings ? [{ rule: rule.name, integration, groups: events }] : [],
    failures: new Map(),
    bytesScanned,
  };
}

/** Reads the events of the groups that reach the count and have an event delivered since the window's start. */
async function scanGroups(
  logs: ScannedLogs,
  rule: CompiledRule,
  correlation: Correlation,
  window: ScanWindow,
): Promise<ScanAnswer> {
  const keysOf = (row: Row) => correlation.groupBy.map((_, index) => row[`g${index}`]);
  const query = candidateQuery(rule, correlation, minimumOf(correlation.condition), window);
  const candidates = await logs.ask(query, window.after);
  const groups = candidates.rows.map((row) => keysOf(row));
  const listed = groups.slice(0, mostCandidates);
  const wanted = new Set(listed.map((keys) => groupKey(keys)));
  const rows: ScanRow[] = [];
  let bytesScanned = candidates.bytesScanned;
  for (const conditions of groupConditions(
    rule,
    correlation,
    listed.map(([first = ""]) => first),
  )) {
    let from = window.after;
    for (let page = 0; page < mostPages; page++) {
      const answer = await logs.ask(groupQuery(rule, correlation, conditions, from), window.after);
      bytesScanned += answer.bytesScanned;
      const read = answer.rows.map((row) => scanRow(row, rule, logs.source.integration, groupKey(keysOf(row))));
      rows.push(...read.filter(({ group }) => wanted.has(group)));
      const last = read.at(-1)?.eventTime ?? from;
      if (read.length < mostLogRows) {
        break;
      }
      // The last second is read again as a whole; if it fills a page by itself, the rest of it is left out.
      from = last > from ? last : last + 1_000;
    }
  }
  return {
    rows: [...new Map(rows.map((row) => [`${row.uid} ${row.value ?? ""}`, row])).values()],
    floods:
      groups.length > listed.length
        ? [{ rule: rule.name, integration: logs.source.integration, groups: groups.length }]
        : [],
    failures: new Map(),
    bytesScanned,
  };
}

function scanRow(row: Row, { name }: CompiledRule, integration: string, group: string | undefined): ScanRow {
  const { uid = "", eventTime, action = "", address = "", actor = "", target = "", value, events } = row;
  return {
    rule: name,
    integration,
    uid,
    eventTime: millisecondsOf(eventTime),
    action,
    sourceIPAddress: address,
    actor,
    target,
    group,
    ...(value !== undefined && { value }),
    ...(events !== undefined && { count: Number(events) }),
  };
}
