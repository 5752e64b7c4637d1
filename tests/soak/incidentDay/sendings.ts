import type { JsonObject } from "../../../functions/mapping/values/json";
import type { Random } from "../../../sandbox/traffic/madeUp";
import type { Period } from "./plantIncidents";
import { timeOf } from "./vendorEvent";

/** One delivery of a vendor's event. */
export interface Sending {
  readonly vendor: string;
  readonly event: JsonObject;
  /** In milliseconds since 1970. */
  readonly at: number;
}

/** The ways in which a vendor delivers. */
export type Delivery = "prompt" | "shuffled" | "late" | "doubled";

const hour = 3_600_000;
/** The hours of a period at which a vendor delivers delayed events. */
const backlogEvery = 4 * hour;

/**
 * Delivers an event within a period: at once; within the hour; within twenty hours; or twice at once and again within
 * twelve hours.
 */
export function deliver(
  vendor: string,
  event: JsonObject,
  delivery: Delivery,
  { from, until }: Period,
  random: Random,
): readonly Sending[] {
  const happened = timeOf(vendor, event);
  const own = Math.max(from, happened);
  const within = (milliseconds: number) =>
    own + Math.floor(random.next() * (Math.min(until, happened + milliseconds) - own));
  const sent = (at: number) => ({ vendor, event, at });
  const withBacklog = (hours: number) => {
    const at = within(hours * hour);
    return sent(Math.min(until, from + Math.ceil((at - from) / backlogEvery) * backlogEvery));
  };
  switch (delivery) {
    case "prompt":
      return [sent(own)];
    case "shuffled":
      return [sent(within(hour))];
    case "late":
      return [withBacklog(16)];
    case "doubled":
      return [sent(own), sent(own), withBacklog(8)];
  }
}
