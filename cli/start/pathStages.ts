import type { Sink } from "../../components/integration/sinks";

/** The kinds of resources that an event over EventBridge passes before its sink, in this order. Each sink has a queue and a forwarder of its own. */
export const deliveryStages = ["event bus", "rule", "queue", "forwarder"] as const;

/** The kinds of resources that hold the audit events of a sink, in the order in which an event passes them. */
export const sinkStages = {
  "cloudtrail-lake": ["channel", "event data store"],
  s3: ["bucket"],
  "cloudwatch-logs": ["log group"],
} as const satisfies Readonly<Record<Sink, readonly string[]>>;
