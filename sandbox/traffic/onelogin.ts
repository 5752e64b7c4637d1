import { uuidOf } from "../identifiers";
import { isoTime, type MadeUpEvent, madeUpDay, type Occasion, pickWeighted, type Traffic } from "./madeUp";
import { administrator, helpDesk, type Person } from "./staff";

/** Made-up events of a OneLogin account (OneLogin API documentation, Event Webhooks). No public document names their `detail-type`. */
export const oneLoginTraffic: Traffic = {
  detailType: "OneLogin Event",
  events: (options) => madeUpDay(options, usualOneLoginEvent),
};

interface EventType {
  readonly eventType: number;
  /** Relative frequency in its list. */
  readonly weight: number;
  /** The actor, if the event is about another user. @default the user of the occasion, without another user */
  readonly actor?: Person;
}

/** Source of the numbers: OneLogin API documentation, Event Resource. */
const usualTypes: readonly [EventType, ...EventType[]] = [
  { eventType: 5, weight: 30 },
  { eventType: 8, weight: 40 },
  { eventType: 7, weight: 10 },
  { eventType: 6, weight: 3 },
  { eventType: 13, weight: 1, actor: administrator },
];

const rareTypes: readonly [EventType, ...EventType[]] = [
  { eventType: 19, weight: 2 },
  { eventType: 24, weight: 2, actor: helpDesk },
  { eventType: 4, weight: 1, actor: administrator },
];

function usualOneLoginEvent(occasion: Occasion): Readonly<Record<string, unknown>> {
  const { random, key, time, person, other, isRare } = occasion;
  const { eventType, actor } = pickWeighted(random, isRare ? rareTypes : usualTypes);
  const failed = eventType === 6;
  const isUnusual = (failed || eventType === 5) && random.next() < 0.1;
  return oneLoginEvent({
    key,
    time,
    actor: actor ?? person,
    user: actor === undefined ? person : other,
    fields: {
      event_type_id: eventType,
      app_id: eventType === 8 ? 471_100 + random.integer(4) : null,
      app_name: eventType === 8 ? random.pick(["Payroll", "Wiki", "AWS IAM Identity Center"]) : null,
      role_id: eventType === 4 ? 4712 : null,
      role_name: eventType === 4 ? "Finance" : null,
      risk_score: isUnusual ? 10 + random.integer(30) : null,
      risk_reasons: isUnusual ? "New device" : null,
      error_description: failed ? "Invalid password" : null,
    },
  });
}

/** Makes one event of a OneLogin account. @param user the user that the event is about */
export function oneLoginEvent({
  key,
  time,
  actor,
  client = actor,
  user,
  fields,
}: MadeUpEvent & { readonly user: Person }): Readonly<Record<string, unknown>> {
  return {
    uuid: uuidOf(key),
    create: { _id: uuidOf(key) },
    event_timestamp: `${isoTime(time).slice(0, 19).replace("T", " ")} UTC`,
    account_id: 92920,
    user_id: 32_900_000 + user.index,
    user_name: user.displayName,
    actor_user_id: 32_900_000 + actor.index,
    actor_user_name: actor.displayName,
    actor_system: "",
    ipaddr: client.ipAddress,
    app_id: null,
    app_name: null,
    role_id: null,
    role_name: null,
    risk_score: null,
    risk_reasons: null,
    error_description: null,
    custom_message: null,
    notes: null,
    proxy_ip: null,
    resolution: null,
    ...fields,
  };
}
