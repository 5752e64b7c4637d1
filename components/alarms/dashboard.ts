import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { metricsNamespace } from "../../functions/forwarder/metrics";
import { jsonDocument } from "../aws/documents";
import { stackPrefix } from "../aws/location";
import { integrationNames, type SinkNames } from "../aws/names";
import type { Sink } from "../integration/sinks";

/**
 * Makes the dashboard of the stack's integrations over EventBridge: the ledger of each sink, latency, waiting events, dead letters and their reasons.
 * Source: Amazon CloudWatch API Reference, Dashboard Body Structure and Syntax.
 */
export function stackDashboard(
  integrations: Readonly<Record<string, readonly Sink[]>>,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.Dashboard {
  const { region } = aws.getRegionOutput({}, options);
  return new aws.cloudwatch.Dashboard(
    "dashboard",
    {
      dashboardName: `${stackPrefix()}_operations`,
      dashboardBody: jsonDocument({ widgets: widgets(integrations, region) }),
    },
    options,
  );
}

/** Lists the widgets, on a grid of 24 columns. */
function widgets(
  integrations: Readonly<Record<string, readonly Sink[]>>,
  region: pulumi.Input<string>,
): readonly object[] {
  const namesOf = (key: string) => integrationNames(key, stackPrefix());
  const named = Object.entries(integrations).flatMap(([key, sinks]) =>
    sinks.map((sink) => ({ label: sinks.length > 1 ? `${key}, ${sink}` : key, names: namesOf(key).sinks[sink] })),
  );
  const lines = (title: string, stat: string, metrics: readonly (readonly unknown[])[]) => ({
    type: "metric",
    width: 12,
    height: 6,
    properties: { title, region, stat, period: 300, view: "timeSeries", metrics },
  });
  const perQueue = (name: string, queueOf: (names: SinkNames) => string) =>
    named.map(({ label, names }) => ["AWS/SQS", name, "QueueName", queueOf(names), { label }]);
  return [
    ...named.map(({ label, names }) =>
      lines(
        `${label}: events received, by result`,
        "Sum",
        ["Received", "Accepted", "Deduplicated", "Rejected", "Retried"].map((name) => [
          metricsNamespace,
          name,
          "FunctionName",
          names.function,
        ]),
      ),
    ),
    lines(
      "Seconds from the event's time to ingestion",
      "Maximum",
      named.map(({ label, names }) => [metricsNamespace, "Latency", "FunctionName", names.function, { label }]),
    ),
    lines(
      "Age of the oldest event in the queue, in seconds",
      "Maximum",
      perQueue("ApproximateAgeOfOldestMessage", ({ queue }) => queue),
    ),
    lines("Dead letters", "Maximum", [
      ...perQueue("ApproximateNumberOfMessagesVisible", ({ deadLetterQueue }) => deadLetterQueue),
      ...Object.keys(integrations).map((key) => {
        const { targetDeadLetterQueue } = namesOf(key);
        return ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", targetDeadLetterQueue, { label: key }];
      }),
    ]),
    {
      type: "log",
      width: 12,
      height: 6,
      properties: {
        title: "Rejected events and service errors, with their codes",
        region,
        view: "table",
        query: `${named.map(({ names }) => `SOURCE '${names.logGroup}'`).join(" | ")} | fields @timestamp, Integration, Rejected, ServiceErrors, ErrorCodes | filter Rejected > 0 or ServiceErrors > 0 | sort @timestamp desc | limit 50`,
      },
    },
  ];
}
