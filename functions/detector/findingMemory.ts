import { createHash } from "node:crypto";
import type { Item, ItemKey, ItemStore } from "./itemStore";
import { type NewBurst, type ReportedSpan, type ScannedRow, withReported } from "./reported";

/** A rule on the events of an integration. */
export interface MemoryScope {
  readonly rule: string;
  readonly integration: string;
}

/** A run as the memory knows it. */
export interface Run {
  /** Tells a repetition of this run from another run. */
  readonly id: string;
  /** The machine's time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Scans of this run and later ones read no event before this time, in milliseconds since 1970. */
  readonly horizon: number;
}

/** Bursts of a group that this run has to report, or none; or that another run is about to report. */
export type GroupClaim<Row extends ScannedRow> =
  | { readonly kind: "ours"; readonly bursts: readonly ClaimedBurst<Row>[]; readonly told: () => Promise<void> }
  | { readonly kind: "none" }
  | { readonly kind: "another run's" };

/** A burst with the id of its finding, which stays the same where a run that was killed is repeated. */
export type ClaimedBurst<Row extends ScannedRow> = NewBurst<Row> & { readonly id: string };

/** How far a scan has looked. */
export interface Progress {
  /** The time for which it ran last, in milliseconds since 1970. */
  readonly through: number;
  /** By the rule's name: before this time it has looked at everything that was stored. */
  readonly rules: Readonly<Record<string, number>>;
}

/**
 * Remembers in a table what was reported of each group, and how far each scan has looked. A run claims bursts before it reports them and confirms
 * them afterwards; each write requires the version that was read. A run that is killed in between leaves its claim, which the same run takes over
 * when it is repeated, and another one as soon as the killed one cannot run any more. So each burst is reported at least once, and again only
 * where a run was killed after the report and before it confirmed it, under the same id.
 */
export class FindingMemory {
  /** @param runTime how long a run may take at most, in milliseconds */
  constructor(
    private readonly items: ItemStore,
    private readonly runTime: number,
  ) {}

  /**
   * Claims what a group has to report.
   * @param group its key; undefined for what a rule finds beyond what a run reports one by one
   * @param choose gives the bursts to report where these times were reported; may be called again
   * @throws Error where other runs keep changing the group's item
   */
  async claim<Row extends ScannedRow>(
    scope: MemoryScope,
    group: string | undefined,
    run: Run,
    choose: (reported: readonly ReportedSpan[]) => readonly NewBurst<Row>[],
  ): Promise<GroupClaim<Row>> {
    const key = groupItemKey(scope, group);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const item = await this.items.get(key);
      const reported = spansIn(item?.reported);
      const chosen = choose(reported);
      if (chosen.length === 0) {
        return { kind: "none" };
      }
      if (item !== undefined && this.isHeld(item, run)) {
        return { kind: "another run's" };
      }
      const bursts = withIds(key, chosen, pendingIn(item?.pending));
      const version = Number(item?.version ?? 0) + 1;
      const base = { ...key, expires: expiryAt(run.now()) };
      const claimed = {
        ...base,
        reported: textOfSpans(reported),
        version,
        pending: JSON.stringify(bursts.map(({ id, first, last }) => [id, first, last])),
        runId: run.id,
        at: run.now(),
      };
      if (await this.items.putGreater(claimed, "version")) {
        const told = async () => {
          const after = textOfSpans(withReported(reported, bursts, run.horizon));
          // Where it is refused, another run has taken over, and confirms.
          await this.items.putGreater({ ...base, reported: after, version: version + 1 }, "version");
        };
        return { kind: "ours", bursts, told };
      }
    }
    throw new Error(
      `The memory of a group of ${scope.rule} on ${scope.integration} was changed by other runs ${attempts} times; the next run reports it.`,
    );
  }

  /** Gives how far a scan has looked; undefined where it never has. */
  async progress(scan: string): Promise<Progress | undefined> {
    const item = await this.items.get(progressKey(scan));
    return item === undefined ? undefined : { through: Number(item.through), rules: timesIn(item.rules) };
  }

  /** Notes how far a scan has looked. It never goes back: a run that is repeated may be late. */
  async advance(scan: string, { through, rules }: Progress): Promise<void> {
    await this.items.putGreater({ ...progressKey(scan), through, rules: JSON.stringify(rules) }, "through");
  }

  private isHeld({ runId, at }: Item, run: Run): boolean {
    return runId !== undefined && runId !== run.id && Number(at) >= run.now() - this.runTime;
  }
}

/** How often a claim is tried again that another run was in the way of. */
const attempts = 5;
/** How long a group is remembered, in days: longer than any event may be late and any rule may be behind. */
const rememberedDays = 366;

/** In seconds since 1970, by which DynamoDB deletes the item. */
function expiryAt(now: number): number {
  return Math.floor(now / 1_000) + rememberedDays * 86_400;
}

/**
 * Gives a group's key. The group is what users typed, of any length, so its hash stands for it: a sort key has up to 1,024 bytes (Amazon DynamoDB
 * Developer Guide, "Quotas in Amazon DynamoDB").
 */
function groupItemKey({ rule, integration }: MemoryScope, group: string | undefined): ItemKey {
  return { detection: `${rule}/${integration}`, finding: group === undefined ? "flood" : sha256(group) };
}

/** No rule's name begins with a blank. */
function progressKey(scan: string): ItemKey {
  return { detection: ` ${scan}`, finding: "progress" };
}

type Pending = readonly [id: string, first: number, last: number];

/** Gives each burst the id of its finding. One that was claimed before keeps that id. */
function withIds<Row extends ScannedRow>(
  { detection, finding }: ItemKey,
  bursts: readonly NewBurst<Row>[],
  pending: readonly Pending[],
): readonly ClaimedBurst<Row>[] {
  const free = new Set(pending);
  return bursts.map((burst) => {
    const { first, last, count } = burst;
    const known = [...free].find(([, from, to]) => from <= last && to >= first);
    if (known !== undefined) {
      free.delete(known);
    }
    const id = known?.[0] ?? sha256(JSON.stringify([detection, finding, first, last, count])).slice(0, 32);
    return { ...burst, id };
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function textOfSpans(spans: readonly ReportedSpan[]): string {
  return JSON.stringify(spans.map(({ first, last, count }) => [first, last, count]));
}

function spansIn(text: Item[string] | undefined): readonly ReportedSpan[] {
  return listIn(text).map((span) => {
    const [first, last, count] = Array.isArray(span) ? span : [];
    return { first: Number(first), last: Number(last), count: Number(count) };
  });
}

function pendingIn(text: Item[string] | undefined): readonly Pending[] {
  return listIn(text).map((entry) => {
    const [id, first, last] = Array.isArray(entry) ? entry : [];
    return [String(id), Number(first), Number(last)];
  });
}

function listIn(text: Item[string] | undefined): readonly unknown[] {
  const value: unknown = text === undefined ? [] : JSON.parse(String(text));
  return Array.isArray(value) ? value : [];
}

function timesIn(text: Item[string] | undefined): Readonly<Record<string, number>> {
  const value: unknown = text === undefined ? {} : JSON.parse(String(text));
  return Object.fromEntries(Object.entries(Object(value)).map(([rule, time]) => [rule, Number(time)]));
}
