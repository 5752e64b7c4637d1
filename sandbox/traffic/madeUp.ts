import { administrators, type Person, personOf, staffSize } from "./staff";

/** One event to make up. */
export interface Occasion {
  readonly random: Random;
  /** A key that is unique to the event. */
  readonly key: string;
  /** The event's time, in milliseconds since 1970. */
  readonly time: number;
  /** The actor, unless an administrator acts. */
  readonly person: Person;
  /** The user that administrators act on, who is never an administrator. */
  readonly other: Person;
  /** True a few times per day, regardless of the number of events: for administrators' actions and for events that security teams review. */
  readonly isRare: boolean;
}

/** The input of a vendor's event. */
export interface MadeUpEvent {
  readonly key: string;
  readonly time: number;
  readonly actor: Person;
  /** The client's place. @default the actor's place of work */
  readonly client?: Pick<Person, "ipAddress" | "place">;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Number of rare events per day; of few events, one in fifty. */
const rareEvents = 4;
const rareShare = 0.02;

/**
 * Makes events of a day, most of them in working hours, oldest first, slightly out of order. One in a hundred is repeated, as a vendor may
 * deliver it twice.
 */
export function* madeUpDay<T>({ count, seed, end }: TrafficOptions, make: (occasion: Occasion) => T): Generator<T> {
  const random = createRandom(seed);
  const timeOf = workingDay(end);
  const people = staffSize(count);
  let previous: T | undefined;
  for (let index = 0; index < count; index++) {
    if (previous === undefined || random.next() >= 0.01) {
      const time = Math.floor(timeOf(index / count)) - random.integer(5000);
      const person = personOf(random.integer(people));
      const other = personOf(administrators + random.integer(people - administrators));
      const isRare = random.next() < Math.min(rareShare, rareEvents / count);
      previous = make({ random, key: `${seed}/${index}`, time, person, other, isRare });
    }
    yield previous;
  }
}

const hour = 60 * 60 * 1000;

/** Relative number of events per hour of the day, in UTC: few at night, most by day, fewer at noon. */
const hourWeights = [
  ...[1, 1, 1, 1, 1, 2, 5, 12, 20, 22, 22, 18],
  ...[13, 18, 22, 22, 20, 14, 8, 5, 3, 2, 2, 1],
] as const;

/** Returns the time until which a share of the events of the day before `end` has happened, in milliseconds since 1970. */
function workingDay(end: number): (share: number) => number {
  const start = end - 24 * hour;
  const parts: { readonly from: number; readonly length: number; readonly weight: number }[] = [];
  for (let from = start; from < end; ) {
    const until = Math.min(end, (Math.floor(from / hour) + 1) * hour);
    const weight = ((hourWeights[new Date(from).getUTCHours()] ?? 1) * (until - from)) / hour;
    parts.push({ from, length: until - from, weight });
    from = until;
  }
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (share) => {
    let left = share * total;
    for (const { from, length, weight } of parts) {
      if (left < weight) {
        return from + (left / weight) * length;
      }
      left -= weight;
    }
    return end;
  };
}

/** Repeats each entry of a list by its weight. */
export function pickWeighted<T extends { readonly weight: number }>(random: Random, from: readonly [T, ...T[]]): T {
  let left = random.integer(from.reduce((sum, { weight }) => sum + weight, 0));
  return (
    from.find(({ weight }) => {
      left -= weight;
      return left < 0;
    }) ?? from[0]
  );
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** A source of numbers that look random. The same seed gives the same numbers in the same order. */
export interface Random {
  /** A number from 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `below`. */
  integer(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** The generator mulberry32: 32 bits of state, enough for traffic but not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (below: number) => Math.floor(next() * below);
  return { next, integer, pick: (from) => from[integer(from.length)] as (typeof from)[number] };
}

export interface TrafficOptions {
  readonly count: number;
  /** Equal seeds give equal events. */
  readonly seed: number;
  /** The time of the newest event, in milliseconds since 1970. */
  readonly end: number;
}

export interface Traffic {
  /** The `detail-type` of the vendor's EventBridge events. */
  readonly detailType: string;
  /** The `source` of the vendor's events on a bus of the account's own. @default the name of the bus, as on a partner's */
  readonly source?: string;
  /** Makes up events in the form of `detail`, oldest first. */
  readonly events: (options: TrafficOptions) => Generator<Readonly<Record<string, unknown>>>;
}
