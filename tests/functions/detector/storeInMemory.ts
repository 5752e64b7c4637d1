import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { longestTimespan, minimumOf } from "../../../functions/detector/correlate";
import { mostCandidates, mostFindings } from "../../../functions/detector/findings/reportRule";
import type { ScanRow } from "../../../functions/detector/findings/ruleFinding";
import { narrowed } from "../../../functions/detector/scan/oldestStored";
import { joinAnswers, type ScanAnswer, type ScanWindow } from "../../../functions/detector/scanAnswer";

/** An event that a rule matches, with the time at which it was stored. */
export interface StoredEvent {
  readonly rule: string;
  readonly uid: string;
  readonly eventTime: number;
  readonly ingestionTime: number;
  readonly group: string;
  readonly value?: string;
}

/**
 * Answers a scan of these events like the statement for CloudTrail Lake; tests/sandbox/detectorScan.test.ts compares
 * the two.
 */
export function scanOf(events: readonly StoredEvent[], rules: readonly CompiledRule[], window: ScanWindow): ScanAnswer {
  const answers = rules.map((rule) =>
    scanRule(
      events.filter((event) => event.rule === rule.name),
      rule,
      window,
    ),
  );
  return {
    rows: answers.flatMap(({ rows }) => rows),
    floods: answers.flatMap(({ floods }) => floods),
    failures: new Map(),
    bytesScanned: events.length,
  };
}

/** The same for a table, of which a scan reads only the part needed for events stored since the window's begin. */
export function scanNarrowed(
  events: readonly StoredEvent[],
  rules: readonly CompiledRule[],
  window: ScanWindow,
): ScanAnswer {
  const late = window.after + longestTimespan(rules);
  const stored = events.filter(({ eventTime, ingestionTime }) => ingestionTime >= window.since && eventTime >= late);
  const oldest = Math.min(...stored.map(({ eventTime }) => eventTime));
  return joinAnswers(
    stored.length === 0 ? [] : rules.map((rule) => scanOf(events, [rule], narrowed(window, oldest, [rule]))),
  );
}

function scanRule(
  events: readonly StoredEvent[],
  { name, correlation }: CompiledRule,
  { since, through, after }: ScanWindow,
): Pick<ScanAnswer, "rows" | "floods"> {
  const timespan = (correlation?.timespanSeconds ?? 0) * 1_000;
  const minimum = correlation === undefined ? 1 : minimumOf(correlation.condition);
  const isValueCount = correlation?.type === "value_count";
  const countedOf = (event: StoredEvent) => (isValueCount ? event.value?.toLowerCase() : event.uid);
  const slotOf = ({ eventTime }: StoredEvent) => Math.floor(eventTime / Math.max(timespan, 1_000));
  const freshness = ({ ingestionTime }: StoredEvent) =>
    Number(ingestionTime >= through) + Number(ingestionTime >= since);
  /** Reports whether the timespan has enough events, or two consecutive slots have enough values. */
  const mayHaveBurst = (near: readonly StoredEvent[]) => {
    const firsts = firstOfEach(inOrder(near), (event) => `${slotOf(event)} ${freshness(event)} ${countedOf(event)}`);
    return firsts.some((first, index) => {
      const nth = firsts[index + minimum - 1];
      return (
        nth !== undefined &&
        (isValueCount ? slotOf(nth) - slotOf(first) <= 1 : nth.eventTime - first.eventTime <= timespan)
      );
    });
  };
  const groups = [
    ...grouped(
      events.filter(({ eventTime }) => eventTime >= after),
      ({ group }) => group,
    ),
  ]
    .flatMap(([group, all]) => {
      const fresh = all.filter(({ ingestionTime }) => ingestionTime >= since).map(({ eventTime }) => eventTime);
      const [from, to] = [Math.min(...fresh) - timespan, Math.max(...fresh) + timespan];
      const firstStored = [...all].sort((one, other) => other.ingestionTime - one.ingestionTime);
      const near = [...new Map(firstStored.map((event) => [event.uid, event])).values()].filter(
        ({ eventTime }) => eventTime >= from && eventTime <= to,
      );
      const isOld = !all.some(({ ingestionTime }) => ingestionTime >= through);
      return mayHaveBurst(near) ? [{ group, near, isOld, first: Math.min(...near.map((one) => one.eventTime)) }] : [];
    })
    .sort(
      (one, other) =>
        Number(one.isOld) - Number(other.isOld) || one.first - other.first || (one.group < other.group ? -1 : 1),
    );
  const most = isValueCount ? mostCandidates : mostFindings;
  const rows = groups.slice(0, most).flatMap(({ near }) =>
    [...grouped(near, (event) => `${slotOf(event)} ${freshness(event)}`)].flatMap(([key, inSlot]) => {
      const byTime = inOrder(inSlot);
      const firsts = firstOfEach(byTime, countedOf).slice(0, minimum);
      const lasts = firstOfEach([...byTime].reverse(), countedOf).slice(0, minimum);
      const kept = [...new Set([...firsts, ...lasts])];
      const slot = { key, events: inSlot.length, rows: kept.length };
      return kept.map(
        (event): ScanRow => ({
          ...event,
          slot,
          integration: "okta",
          actor: event.group,
          action: "x",
          target: "",
          sourceIPAddress: "",
        }),
      );
    }),
  );
  return {
    rows,
    floods: groups.length > most ? [{ rule: name, integration: "okta", groups: groups.length }] : [],
  };
}

function inOrder(events: readonly StoredEvent[]): readonly StoredEvent[] {
  return [...events].sort((one, other) => one.eventTime - other.eventTime || (one.uid < other.uid ? -1 : 1));
}

function firstOfEach(events: readonly StoredEvent[], keyOf: (event: StoredEvent) => string | undefined) {
  return events.filter((event, index) => events.findIndex((other) => keyOf(other) === keyOf(event)) === index);
}

function grouped<Key>(
  events: readonly StoredEvent[],
  keyOf: (event: StoredEvent) => Key,
): ReadonlyMap<Key, readonly StoredEvent[]> {
  const groups = new Map<Key, StoredEvent[]>();
  for (const event of events) {
    groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  }
  return groups;
}
