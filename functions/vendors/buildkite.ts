import type { Vendor } from "./vendor";

/**
 * Buildkite's audit events, the detail type `Audit Event Logged` of its EventBridge notification service; its other events, about builds,
 * jobs and agents, say no actor, so a `pattern` should leave them out. Its documents show an audit event as the REST API gives it;
 * it is read within `event` too.
 * Sources: Buildkite Documentation, Amazon EventBridge and Audit events API.
 */
export const buildkite: Vendor = {
  name: "buildkite",
  title: "Buildkite audit log",
  source: "Custom",
  eventSource: "buildkite.audit-log",
  document: "Buildkite Documentation, Audit events API",
  // Source: Buildkite documentation, "Amazon EventBridge".
  partnerDomain: "buildkite.com",
  mapping: {
    id: { from: ["uuid", "event.uuid"] },
    eventTime: { from: ["occurred_at", "event.occurred_at"] },
    version: { from: [], otherwise: "0" },
    eventName: { from: ["type", "event.type"] },
    userIdentity: {
      type: { from: ["actor.type", "event.actor.type"] },
      principalId: { from: ["actor.uuid", "event.actor.uuid", "actor.name", "event.actor.name"] },
      details: { spread: ["actor", "event.actor"] },
    },
    userAgent: { from: ["context.request_user_agent", "event.context.request_user_agent"] },
    sourceIPAddress: { from: ["context.request_ip", "event.context.request_ip"] },
    requestParameters: { fields: ["subject", "data", "event.subject", "event.data"] },
  },
  redaction: {
    fields: ["data.token", "event.data.token", "context.session.key", "event.context.session.key"],
    parameters: ["access_token", "code", "token"],
    copiesUnder: [],
  },
};
