import type { CompiledRule, Expression } from "../../functions/detector/compiledRule";
import { correlate, groupKey } from "../../functions/detector/correlate";
import type { EventStore } from "./eventStore";

/** Events of a rule that need review. */
export interface RuleMatch {
  /** The rule's name. */
  readonly rule: string;
  /** The values of the events, each once; empty if there are none. */
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly sourceIPAddress: string;
  readonly count: number;
  /** The times of the first and the last event, as `2026-11-20T09:00:00Z`. */
  readonly first: string;
  readonly last: string;
  readonly uids: readonly string[];
}

/** Runs a rule over all events of a store. Every event is a finding; with a correlation, the events that meet it together are. */
export async function runRule(rule: CompiledRule, store: EventStore): Promise<readonly RuleMatch[]> {
  const rows = await matchedRows(rule, store);
  const { correlation } = rule;
  if (correlation === undefined) {
    return rows.map((row) => matchOf(rule, [row]));
  }
  return correlate(rows, correlation).map((burst) => matchOf(rule, burst.rows));
}

/** An event that a rule's predicate selects. */
export interface MatchedRow {
  readonly uid: string;
  readonly eventTime: number;
  readonly action: string;
  readonly sourceIPAddress: string;
  readonly actor: string;
  readonly target: string;
  readonly group?: string | undefined;
  readonly value?: string | undefined;
}

/** Returns the events that a rule's predicate selects, each UID once, by their time. */
export async function matchedRows(rule: CompiledRule, store: EventStore): Promise<readonly MatchedRow[]> {
  const { columns, correlation } = rule;
  const groupBy = correlation?.groupBy ?? [];
  const sql = ({ trino }: Expression) => trino;
  const expressions = [
    ...["UID", "eventTime", "eventName", "sourceIPAddress"].map((name) => `eventData.${name}`),
    ...[columns.actor, columns.target, correlation?.value ?? columns.actor, ...groupBy].map(sql),
  ];
  const found = await store.select(expressions, rule.predicates.trino);
  const rows = found.map((cells): MatchedRow => {
    const [uid = "", time = "", action = "", address = "", actor = "", target = "", value, ...group] = cells.map(
      (cell) => (typeof cell === "string" ? cell : undefined),
    );
    return {
      uid,
      eventTime: Date.parse(time),
      action,
      sourceIPAddress: address,
      actor,
      target,
      value,
      group: groupKey(group),
    };
  });
  return [...new Map(rows.map((row) => [row.uid, row])).values()].sort((one, other) => one.eventTime - other.eventTime);
}

function matchOf({ name }: CompiledRule, rows: readonly MatchedRow[]): RuleMatch {
  const times = rows.map(({ eventTime }) => eventTime);
  return {
    rule: name,
    actor: different(rows.map(({ actor }) => actor)),
    action: different(rows.map(({ action }) => action)),
    target: different(rows.map(({ target }) => target)),
    sourceIPAddress: different(rows.map(({ sourceIPAddress }) => sourceIPAddress)),
    count: rows.length,
    first: timeText(Math.min(...times)),
    last: timeText(Math.max(...times)),
    uids: rows.map(({ uid }) => uid),
  };
}

function different(values: readonly string[]): string {
  return [...new Set(values.filter((value) => value !== ""))].join(", ");
}

/** An audit event's time has whole seconds. */
function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
