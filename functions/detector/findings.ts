import type { Detection, Finding } from "./detection";
import type { Row } from "./startedQuery";
import { millisecondsOf } from "./times";

/** The ten minutes by which events are counted, in milliseconds. */
export const slotMilliseconds = 600_000;

/** The findings in an answer, by their time. */
export function findingsOf(rows: readonly Row[], detection: Detection, since: number): readonly Finding[] {
  const findings = detection.threshold === 1 ? eachEvent(rows) : bursts(rows, detection, since);
  return [...findings].sort((one, other) => one.firstTime - other.firstTime);
}

/** Every event is a finding. What a vendor or a retry sent twice bears one id. */
function eachEvent(rows: readonly Row[]): readonly Finding[] {
  const byId = new Map(
    rows.map((row) => {
      const time = millisecondsOf(row.eventTime);
      const finding: Finding = { ...described(row), key: row.uid ?? "", firstTime: time, lastTime: time, howMany: 1 };
      return [finding.key, finding];
    }),
  );
  return [...byId.values()];
}

/** How many events a person has in ten minutes. */
interface Slot extends Omit<Finding, "key"> {
  /** When the ten minutes begin, in milliseconds since 1970. */
  readonly start: number;
  /** When the last of its events was stored, on the same clock. */
  readonly latest: number;
}

/**
 * A person's events that are as many as the threshold, and near enough to each other. Each row is a person's ten minutes. Nothing is looked
 * for among those of whom nothing new has been stored.
 */
function bursts(rows: readonly Row[], { threshold, withinMinutes }: Detection, since: number): readonly Finding[] {
  const within = withinMinutes * 60_000;
  return [...byPerson(rows).values()]
    .filter((slots) => slots.some(({ latest }) => latest >= since))
    .flatMap((slots) => burstsOf(slots, threshold, within));
}

function burstsOf(slots: readonly Slot[], threshold: number, within: number): readonly Finding[] {
  const findings: Finding[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const { start } of slots) {
    const near = slots.filter((slot) => slot.start >= start && slot.start < start + within);
    const howMany = near.reduce((sum, slot) => sum + slot.howMany, 0);
    const [first] = near;
    if (start >= free && howMany >= threshold && first !== undefined) {
      findings.push({
        key: burstKey(first.who, start),
        who: first.who,
        what: first.what,
        origin: first.origin,
        firstTime: Math.min(...near.map(({ firstTime }) => firstTime)),
        lastTime: Math.max(...near.map(({ lastTime }) => lastTime)),
        howMany,
      });
      free = start + within;
    }
  }
  return findings;
}

/** The key of a person's burst that begins with the ten minutes at `start`. */
export function burstKey(who: string, start: number): string {
  return `${who}#${new Date(start).toISOString()}`;
}

/** The keys that the same burst may bear in another answer, in which events came in or fell out at its beginning. */
export function nearbyKeys({ who, key }: Finding, { threshold, withinMinutes }: Detection): readonly string[] {
  if (threshold === 1) {
    return [];
  }
  const start = Date.parse(key.slice(who.length + 1));
  const slots = withinMinutes / 10;
  return Array.from({ length: 2 * slots - 1 }, (_, index) => index + 1 - slots)
    .filter((offset) => offset !== 0)
    .map((offset) => burstKey(who, start + offset * slotMilliseconds));
}

function byPerson(rows: readonly Row[]): ReadonlyMap<string, readonly Slot[]> {
  const slots = new Map<string, Slot[]>();
  for (const row of rows) {
    const slot = slotOf(row);
    slots.set(slot.who, [...(slots.get(slot.who) ?? []), slot]);
  }
  for (const list of slots.values()) {
    list.sort((one, other) => one.start - other.start);
  }
  return slots;
}

function slotOf(row: Row): Slot {
  return {
    ...described(row),
    // `2026-11-20T10:2` stands for the ten minutes that begin at 10:20.
    start: Date.parse(`${row.slot}0:00Z`),
    latest: millisecondsOf(row.latest),
    firstTime: millisecondsOf(row.firstTime),
    lastTime: millisecondsOf(row.lastTime),
    howMany: Number(row.howMany),
  };
}

function described({ who = "", what = "", origin = "" }: Row): Pick<Finding, "who" | "what" | "origin"> {
  return { who, what, origin };
}
