import { type InvocationCounts, metricNames, metricsLine } from "../../../functions/forwarder/metrics";

const counts: InvocationCounts = {
  Received: 10,
  Accepted: 4,
  Deduplicated: 1,
  Rejected: 2,
  Retried: 3,
  Conflicting: 0,
  Requests: 1,
  Throttled: 0,
  Truncated: 1,
  Redacted: 0,
  UnknownKinds: 1,
  UnexpectedTypes: 2,
  ServiceErrors: 1,
  StreamChanges: 0,
};
const origin = { integration: "okta", functionName: "partner-audit-dev_okta_forwarder" };

test("one line holds every count, and names those that are metrics of the function", () => {
  const line = metricsLine(origin, counts, new Map(), 1_700_000_000_000);
  expect(line).not.toContain("\n");
  const parsed = JSON.parse(line);
  expect(parsed).toEqual({
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: "PartnerAudit",
          Dimensions: [["FunctionName"]],
          Metrics: metricNames.map((Name) => ({ Name, Unit: "Count" })),
        },
      ],
    },
    FunctionName: "partner-audit-dev_okta_forwarder",
    Integration: "okta",
    ...counts,
  });
});

test("error codes stand beside the metrics with how often they occurred", () => {
  const line = metricsLine(origin, counts, new Map([["InvalidData", 2]]), 0);
  expect(JSON.parse(line).ErrorCodes).toEqual({ InvalidData: 2 });
});
