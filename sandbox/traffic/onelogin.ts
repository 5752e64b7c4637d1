import { uuidOf } from "../identifiers";
import { addressOf, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/**
 * Made-up events of a OneLogin account (OneLogin API documentation, Event Webhooks). No public document names the `detail-type` of
 * its EventBridge events.
 */
export const oneLoginTraffic: Traffic = {
  detailType: "OneLogin Event",
  events: (options) => madeUpDay(options, oneLoginEvent),
};

/** Event types, some of them several times, as often as they occur. */
const eventTypes = [5, 5, 5, 5, 5, 5, 8, 8, 8, 8, 6, 6, 7, 7, 13, 4, 19, 24, 72] as const;

function oneLoginEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const eventType = random.pick(eventTypes);
  const person = random.integer(people.length);
  const failed = eventType === 6;
  const risky = (failed || eventType === 5) && random.next() < 0.3;
  return {
    uuid: uuidOf(key),
    create: { _id: uuidOf(key) },
    event_timestamp: `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`,
    event_type_id: eventType,
    account_id: 92920,
    user_id: 32_900_000 + person,
    user_name: `${people[person]} Example`,
    actor_user_id: 32_900_000 + person,
    actor_user_name: `${people[person]} Example`,
    actor_system: "",
    ipaddr: addressOf(random),
    app_id: eventType === 8 ? 471_100 + random.integer(4) : null,
    app_name: eventType === 8 ? random.pick(["Payroll", "Wiki", "AWS IAM Identity Center"]) : null,
    role_id: eventType === 4 ? 4711 : null,
    role_name: eventType === 4 ? "Administrators" : null,
    risk_score: risky ? 40 + random.integer(60) : null,
    risk_reasons: risky ? "New device; Unusual location" : null,
    error_description: failed ? "Invalid password" : null,
    custom_message: null,
    notes: null,
    proxy_ip: null,
    resolution: null,
  };
}
