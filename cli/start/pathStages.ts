import type { Sink } from "../../components/integration/sinks";

/** The kinds of resources before a sink that an event over EventBridge passes through, in order. Each sink has its own queue and forwarder. */
export const deliveryStages = ["event bus", "rule", "queue", "forwarder"] as const;

/** The kinds of resources that hold the audit events of a sink, in the order in which an event passes through them. */
export const sinkStages = {
  "cloudtrail-lake": ["channel", "event data store"],
  s3: ["bucket"],
  "cloudwatch-logs": ["log group"],
} as const satisfies Readonly<Record<Sink, readonly string[]>>;
