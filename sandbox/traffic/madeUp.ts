/** Makes up one event: `key` is its own, and `time` is when it happened, in milliseconds since 1970. */
type MakeEvent = (random: Random, key: string, time: number) => Readonly<Record<string, unknown>>;

/** Events of a day, oldest first, a little out of order; one in a hundred comes twice, as a vendor may deliver it. */
export function* madeUpDay(
  { count, seed, end }: TrafficOptions,
  make: MakeEvent,
): Generator<Readonly<Record<string, unknown>>> {
  const random = createRandom(seed);
  let previous: Readonly<Record<string, unknown>> | undefined;
  for (let index = 0; index < count; index++) {
    if (previous === undefined || random.next() >= 0.01) {
      const age = ((count - index) / count) * 24 * 60 * 60 * 1000 + random.integer(5000);
      previous = make(random, `${seed}/${index}`, end - age);
    }
    yield previous;
  }
}

export const people = ["Ada", "Alan", "Barbara", "Edsger", "Frances", "Grace", "Niklaus", "Tony"] as const;

export function emailOf(person: string): string {
  return `${person.toLowerCase()}@example.com`;
}

/** An IPv4 address of those that documents use (RFC 5737). */
export function addressOf(random: Random): string {
  return `203.0.113.${random.integer(250) + 1}`;
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** A source of numbers that look random and are the same, in the same order, for the same seed. */
export interface Random {
  /** A number from 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `below`. */
  integer(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** The generator known as mulberry32: 32 bits of state, enough for traffic and nothing that guards a secret. */
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
  /** When the newest event happened, in milliseconds since 1970. */
  readonly end: number;
}

export interface Traffic {
  /** The `detail-type` of the vendor's EventBridge events. */
  readonly detailType: string;
  /** The `source` of the vendor's events on a bus of the account's own. @default the name of the bus, as on a partner's */
  readonly source?: string;
  /** Makes up events, as they stand in `detail`, oldest first. */
  readonly events: (options: TrafficOptions) => Generator<Readonly<Record<string, unknown>>>;
}
