import type { Answer } from "../../cli/start/answers";
import type { PageIntegration, ReportPageModel, Route } from "../../cli/start/reportPage/model";

/** The way of an integration over EventBridge. */
export function routeOver(key: string, changes: Partial<Route> = {}): Route {
  return {
    vendor: key,
    delivery: "eventbridge",
    "event bus": `aws.partner/${key}.com/acme/audit`,
    rule: `dev-${key}`,
    queue: `dev-${key}-events`,
    function: `dev-${key}-forwarder`,
    channel: `dev-${key}-channel`,
    "event data stores": `dev-${key}-store`,
    "dead-letter queues": `dev-${key}-dead-letters, dev-${key}-undelivered`,
    ...changes,
  };
}

/** An integration of which three events were stored, one came twice and one was rejected. */
export function integrationOf(key: string, changes: Partial<PageIntegration> = {}): PageIntegration {
  return {
    key,
    route: routeOver(key),
    ledger: { received: 5, ingested: 3, deduplicated: 1, rejected: 1, pending: 0, requests: 2 },
    rejects: [{ reason: "The event has no time.", count: 1 }],
    kinds: {
      top: [
        ["user.session.start", 2],
        ["group.user_membership.add", 1],
      ],
      more: 0,
    },
    counts: [2, 0, 1],
    ...changes,
  };
}

export const finding = {
  detection: "mfa-removed",
  severity: "high",
  who: "mallory@example.com",
  what: "removed every factor of alice@example.com",
  firstTime: "2026-11-20 09:00:00",
  lastTime: "2026-11-20 09:05:00",
  origin: "198.51.100.7",
  howMany: 4,
};

/** An answer with as many rows. */
export function answerOf(name: string, rows: number): Answer {
  return {
    name,
    file: `${name}.sql`,
    question: `What does ${name} answer?`,
    store: "dev-okta-store",
    columns: ["eventName", "events"],
    rows: Array.from({ length: rows }, (_, index) => [`kind ${index + 1}`, 1_000 + index]),
  };
}

/** A run of two vendors with nothing missing. */
export function pageModel(changes: Partial<ReportPageModel> = {}): ReportPageModel {
  return {
    stack: "dev",
    region: "us-east-1",
    integrations: [
      integrationOf("okta"),
      integrationOf("clumio", { route: { vendor: "clumio", delivery: "direct", channel: "dev-clumio-channel" } }),
    ],
    buckets: { start: Date.parse("2026-11-20T09:00:00Z"), length: 3_600_000, count: 3 },
    findings: [finding],
    faults: [["throttle", 7]],
    answers: [answerOf("events-by-name", 51), answerOf("duplicates-by-uid", 0)],
    ...changes,
  };
}
