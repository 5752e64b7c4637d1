import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/**
 * Made-up events of a PagerDuty account, as public code reads them from EventBridge: with the `detail-type` PagerDuty Webhook and a V2
 * message as the detail (PagerDuty Developer Documentation, V2 Overview). No document shows one with a V3 event.
 */
export const pagerDutyTraffic: Traffic = {
  detailType: "PagerDuty Webhook",
  events: (options) => madeUpDay(options, pagerDutyEvent),
};

/** Events, each with the type of its log entry. */
const kinds = [
  ["incident.trigger", "trigger_log_entry"],
  ["incident.trigger", "trigger_log_entry"],
  ["incident.acknowledge", "acknowledge_log_entry"],
  ["incident.assign", "assign_log_entry"],
  ["incident.resolve", "resolve_log_entry"],
  ["incident.escalate", "escalate_log_entry"],
  ["incident.annotate", "annotate_log_entry"],
] as const;

function pagerDutyEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const [event, type] = random.pick(kinds);
  const person = random.integer(people.length);
  const id = `Q${random.integer(90_000) + 10_000}`;
  const service = { id: "PSHOP01", type: "service_reference", summary: "Shop" };
  const user = { id: `P${100 + person}USER`, type: "user_reference", summary: `${people[person]} Example` };
  const happened = `${isoTime(time).slice(0, 19)}Z`;
  return {
    id: uuidOf(key),
    event,
    created_on: happened,
    log_entries: [
      {
        id: uuidOf(`${key} log entry`),
        type,
        created_at: happened,
        agent: event === "incident.trigger" ? service : user,
        incident: { id, type: "incident_reference" },
      },
    ],
    webhook: { id: "PKT9NNX", type: "webhook", summary: "Audit" },
    incident: { id, title: "The error rate of the shop is high", urgency: "high", service },
  };
}
