import { createHash } from "node:crypto";
import type { Item, ItemKey, ItemStore } from "./itemStore";
import { type NewBurst, type ReportedSpan, type ScannedRow, withReported } from "./reported";

/** One rule on the events of one integration. */
export interface MemoryScope {
  readonly rule: string;
  readonly integration: string;
}

/** One run of a scan. */
export interface Run {
  /** Distinguishes a retry of this run from another run. */
  readonly id: string;
  /** Returns the current time, in milliseconds since 1970. */
  readonly now: () => number;
  /** This run and later ones read no event older than this time, in milliseconds since 1970. */
  readonly horizon: number;
}

/** The bursts of a group that this run must report, possibly none; or the fact that another run is about to report some. */
export type GroupClaim<Row extends ScannedRow> =
  | { readonly kind: "ours"; readonly bursts: readonly ClaimedBurst<Row>[]; readonly confirm: () => Promise<void> }
  | { readonly kind: "none" }
  | { readonly kind: "another run's" };

/** A burst with the id of its finding. The id stays the same when a killed run is retried. */
export type ClaimedBurst<Row extends ScannedRow> = NewBurst<Row> & { readonly id: string };

/** The progress of a scan. */
export interface Progress {
  /** The scheduled time of its last run, in milliseconds since 1970. */
  readonly through: number;
  /** For each rule, by name: the time before which it has read everything that was stored. */
  readonly rules: Readonly<Record<string, number>>;
}

/**
 * Stores in a table what was reported for each group, and the progress of each scan. A run claims bursts before it reports them and
 * confirms them afterwards; each write requires the version that was read. A run that is killed in between leaves its claim. A retry of
 * that run takes the claim over, and so does another run once the killed run must have ended. Each burst is therefore reported at least
 * once, and more than once (with the same id) only if a run was killed between report and confirmation.
 */
export class FindingMemory {
  /** @param runTime maximum duration of a run, in milliseconds */
  constructor(
    private readonly items: ItemStore,
    private readonly runTime: number,
  ) {}

  /**
   * Claims the bursts of a group that must be reported.
   * @param group its key; undefined for findings beyond those that a run reports individually
   * @param choose returns the bursts to report, given the reported times; may be called several times
   * @throws Error if other runs keep changing the group's item
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
        const confirm = async () => {
          const after = textOfSpans(withReported(reported, bursts, run.horizon));
          // If the write is refused, another run has taken over and will confirm.
          await this.items.putGreater({ ...base, reported: after, version: version + 1 }, "version");
        };
        return { kind: "ours", bursts, confirm };
      }
    }
    throw new Error(
      `The memory of a group of ${scope.rule} on ${scope.integration} was changed by other runs ${attempts} times; the next run reports it.`,
    );
  }

  /** Reads the progress of a scan; undefined before its first run. */
  async progress(scan: string): Promise<Progress | undefined> {
    const item = await this.items.get(progressKey(scan));
    return item === undefined ? undefined : { through: Number(item.through), rules: timesIn(item.rules) };
  }

  /** Stores the progress of a scan. Progress never decreases, since a retried run may be late. */
  async advance(scan: string, { through, rules }: Progress): Promise<void> {
    await this.items.putGreater({ ...progressKey(scan), through, rules: JSON.stringify(rules) }, "through");
  }

  private isHeld({ runId, at }: Item, run: Run): boolean {
    return runId !== undefined && runId !== run.id && Number(at) >= run.now() - this.runTime;
  }
}

/** Number of attempts to claim when other runs interfere. */
const attempts = 5;
/** Days for which a group is remembered: longer than any event can be late or any rule can be behind. */
const rememberedDays = 366;

/** Returns the time, in seconds since 1970, at which DynamoDB deletes the item. */
function expiryAt(now: number): number {
  return Math.floor(now / 1_000) + rememberedDays * 86_400;
}

/**
 * Builds a group's key. The group holds user input of any length, so its hash is used: a sort key has at most 1,024 bytes (Amazon DynamoDB
 * Developer Guide, "Quotas in Amazon DynamoDB").
 */
function groupItemKey({ rule, integration }: MemoryScope, group: string | undefined): ItemKey {
  return { detection: `${rule}/${integration}`, finding: group === undefined ? "flood" : sha256(group) };
}

/** Builds the key of a scan's progress. No rule name begins with a blank, so it never equals a group's key. */
function progressKey(scan: string): ItemKey {
  return { detection: ` ${scan}`, finding: "progress" };
}

type Pending = readonly [id: string, first: number, last: number];

/** Assigns finding ids to bursts. A burst that was claimed before keeps its id. */
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
