import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, people } from "./madeUp";
import type { Random } from "./random";
import type { Traffic } from "./traffic";

/** Made-up events of a PagerDuty account (PagerDuty Developer Documentation, Webhooks Overview). No public document names the `detail-type`. */
export const pagerDutyTraffic: Traffic = {
  detailType: "PagerDuty Event",
  events: (options) => madeUpDay(options, pagerDutyEvent),
};

const eventTypes = [
  "incident.triggered",
  "incident.triggered",
  "incident.acknowledged",
  "incident.reassigned",
  "incident.resolved",
  "incident.priority_updated",
  "service.updated",
] as const;

function pagerDutyEvent(random: Random, key: string, time: number): Readonly<Record<string, unknown>> {
  const eventType = random.pick(eventTypes);
  const [resourceType] = eventType.split(".");
  const person = random.integer(people.length);
  const automatic = eventType === "incident.triggered";
  return {
    event: {
      id: uuidOf(key),
      event_type: eventType,
      resource_type: resourceType,
      occurred_at: isoTime(time),
      agent: automatic
        ? null
        : { id: `P${100 + person}USER`, summary: `${people[person]} Example`, type: "user_reference" },
      client: automatic ? { name: "Monitoring Service" } : { name: "PagerDuty" },
      data: {
        id: `Q${random.integer(90_000) + 10_000}`,
        type: resourceType,
        title: "The error rate of the shop is high",
        urgency: "high",
        service: { id: "PSHOP01", summary: "Shop", type: "service_reference" },
      },
    },
  };
}
