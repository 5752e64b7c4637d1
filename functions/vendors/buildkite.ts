import { buildkiteEventTypes } from "./buildkiteEventTypes";
import type { Vendor } from "./vendor";

/**
 * Buildkite's audit events, the detail type `Audit Event Logged` of its EventBridge notification service; its other events, about builds,
 * jobs and agents, name no actor, so use a `pattern` to exclude them. EventBridge wraps the event in `event`, with its context as a JSON
 * text and the actor beside it; the REST API returns one flat object. Both forms are read.
 * Sources: Buildkite Documentation, Amazon EventBridge and Audit events API.
 */
export const buildkite: Vendor = {
  name: "buildkite",
  title: "Buildkite audit log",
  source: "Custom",
  eventSource: "buildkite.audit-log",
  document: "Buildkite Documentation, Amazon EventBridge (Audit Event Logged)",
  // Source: Buildkite documentation, "Amazon EventBridge".
  partnerDomain: "buildkite.com",
  mapping: {
    jsonTexts: ["event.context", "context", "event.data", "data"],
    id: { from: ["event.uuid", "uuid"] },
    eventTime: { from: ["event.occurred_at", "occurred_at"] },
    version: { from: ["version"], otherwise: "0" },
    eventName: { from: ["event.type", "type"], names: buildkiteEventTypes },
    userIdentity: {
      type: {
        cases: [
          { when: { field: "actor.type" }, from: ["actor.type"] },
          // EventBridge's events have no actor type; only users have sessions.
          { when: { field: "event.context.session_user_uuid" }, text: "User" },
          { when: { field: ["actor.uuid", "actor.name"] }, text: "Unknown" },
        ],
        from: [],
        // "May be null for system-generated events."
        otherwise: "System",
      },
      principalId: { from: ["actor.uuid", "actor.name"], otherwise: "Buildkite" },
      details: { spread: ["actor"] },
    },
    userAgent: { from: ["event.context.request_user_agent", "context.request_user_agent"] },
    sourceIPAddress: { from: ["event.context.request_ip", "context.request_ip"] },
    requestParameters: {
      fields: [
        "event.subject_type",
        "event.subject_uuid",
        "event.subject_name",
        "event.data",
        "subject",
        "data",
        "organization",
      ],
    },
  },
  redaction: { fields: ["session.key"] },
};
