import type { Condition } from "../mapping/fieldMapping";
import published from "./kinds/pagerduty.json";
import type { Vendor } from "./vendor";

/** Paths of the actor: in V3 events with and without their wrapper, and in V2 messages. */
const agents = ["event.agent", "agent", "log_entries.0.agent"];
const clients = ["event.client", "client"];
const hasAgent: Condition = { field: agents };

/**
 * PagerDuty's outbound events: V3, wrapped in `event` as in its webhooks (also read without the wrapper), and V2 messages, whose `event` is
 * the event's name. The public code that reads PagerDuty's EventBridge events reads V2.
 * Sources: PagerDuty Developer Documentation, Webhooks Overview (V3) and V2 Overview.
 */
export const pagerduty: Vendor = {
  name: "pagerduty",
  title: "PagerDuty",
  source: "Custom",
  eventSource: "pagerduty.events",
  document: "PagerDuty Developer Documentation, Webhooks Overview (V3)",
  // Source: PagerDuty integration guide, "Amazon EventBridge".
  partnerDomain: "pagerduty.com",
  mapping: {
    id: { from: ["event.id", "id", "log_entries.0.id"] },
    eventTime: { from: ["event.occurred_at", "occurred_at", "created_on", "log_entries.0.created_at"] },
    version: { cases: [{ when: { field: "log_entries" }, text: "2" }], from: [], otherwise: "3" },
    eventName: { from: ["event.event_type", "event_type", "event"] },
    kinds: published.kinds,
    userIdentity: {
      type: {
        cases: [
          { when: { field: below(agents, "type") }, from: below(agents, "type") },
          { when: hasAgent, text: "Unknown" },
          // Without an agent, the client shows what triggered the event.
          { when: { field: below(clients, "name"), values: ["PagerDuty"] }, text: "System" },
          { when: { field: below(clients, "name") }, text: "Application" },
        ],
        from: [],
        otherwise: "System",
      },
      principalId: {
        cases: [{ when: hasAgent, from: [...below(agents, "id"), ...below(agents, "summary")], text: "Unknown" }],
        from: below(clients, "name"),
        otherwise: "PagerDuty",
      },
      details: { spread: agents },
    },
    requestParameters: { spread: ["event.data", "data"], fields: ["incident", "log_entries", "webhook"] },
  },
  // Values that open a conference call: an incident's bridge, and the event that reports its change. A service's key allows sending it
  // events.
  redaction: {
    fields: [
      ...["integration_key", "routing_key", "service_key"],
      "conference_bridge",
      "conference_number",
      "conference_numbers",
      "conference_url",
    ],
  },
};

function below(paths: readonly string[], field: string): readonly string[] {
  return paths.map((path) => `${path}.${field}`);
}
