import { createRandom, type Random } from "./random";
import type { TrafficOptions } from "./traffic";

/** Makes up one event: `key` is its own, and `time` is when it happened, in milliseconds since 1970. */
export type MakeEvent = (random: Random, key: string, time: number) => Readonly<Record<string, unknown>>;

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

/** The people of the made-up events. */
export const people = ["Ada", "Alan", "Barbara", "Edsger", "Frances", "Grace", "Niklaus", "Tony"] as const;

/** An e-mail address of one of the people. */
export function emailOf(person: string): string {
  return `${person.toLowerCase()}@example.com`;
}

/** An IPv4 address of those that documents use (RFC 5737). */
export function addressOf(random: Random): string {
  return `203.0.113.${random.integer(250) + 1}`;
}

/** A time as ISO 8601, with milliseconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}
