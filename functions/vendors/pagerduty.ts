import type { Vendor } from "./vendor";

/**
 * PagerDuty's outbound events (V3), as they stand in its EventBridge events and its webhooks. PagerDuty's documents show them within
 * `event`; they are read without it too.
 * Source: PagerDuty Developer Documentation, Webhooks Overview.
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
    id: { from: ["event.id", "id"] },
    eventTime: { from: ["event.occurred_at", "occurred_at"] },
    version: { from: [], otherwise: "3" },
    eventName: { from: ["event.event_type", "event_type"] },
    userIdentity: {
      // `agent` is null where an integration or PagerDuty itself acted; then `client` tells by what.
      type: { from: ["event.agent.type", "agent.type"], otherwise: "service" },
      principalId: {
        from: [
          "event.agent.id",
          "agent.id",
          "event.agent.summary",
          "agent.summary",
          "event.client.name",
          "client.name",
        ],
        otherwise: "PagerDuty",
      },
      details: { spread: ["event.agent", "agent"] },
    },
    requestParameters: { spread: ["event.data", "data"] },
  },
  redaction: {
    // What opens a conference call.
    fields: ["event.data.conference_bridge", "data.conference_bridge"],
    parameters: ["access_token", "code", "token"],
    copiesUnder: [],
  },
};
