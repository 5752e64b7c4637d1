import { latencyMetric, metricNames, metricsNamespace } from "../../functions/forwarder/metrics";
import { allow, declareStack, oktaAlone, resourceNamed } from "../support/declare";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

async function declare(vendors: object, alarms?: object) {
  const { resources } = await declareStack({ vendors, ...(alarms && { alarms }) });
  return { resources, alarms: resources.filter(({ type }) => type === alarmType) };
}

describe("a stack's alarms", () => {
  it("do not exist without alarms in the configuration", async () => {
    const { resources, alarms } = await declare(oktaAlone);
    expect(alarms).toEqual([]);
    expect(resources.filter(({ type }) => /sns|dashboard/.test(type))).toEqual([]);
  });

  it("are twelve per vendor over EventBridge, and notify a topic to which only CloudWatch may publish", async () => {
    const { resources, alarms } = await declare(oktaAlone, {});
    const suffixes =
      "concurrency dead-letters drift errors halted oldest-message rejects service-errors silence stream-stopped throttles undelivered";
    expect(alarms.map(({ inputs }) => inputs.name).sort()).toEqual(
      suffixes.split(" ").map((suffix) => `partner-audit-dev_okta_${suffix}`),
    );
    const topicArn = "arn:aws:sns:us-east-1:123456789012:partner-audit-dev_alarms";
    for (const { inputs } of alarms) {
      expect(inputs).toMatchObject({ alarmActions: [topicArn], okActions: [topicArn] });
    }
    const { Statement } = JSON.parse(String(resourceNamed(resources, "alarm-topic").inputs.policy));
    expect(Statement[0]).toEqual(
      allow("AllowAlarms", "sns:Publish", topicArn, {
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:partner-audit-dev_*" },
          StringEquals: { "aws:SourceAccount": "123456789012" },
        },
      }),
    );
  });

  it("notify an existing topic", async () => {
    const topicArn = "arn:aws:sns:us-east-1:123456789012:on-call";
    const { resources, alarms } = await declare(oktaAlone, { topicArn });
    expect(resources.filter(({ type }) => type === "aws:sns/topic:Topic")).toEqual([]);
    expect(alarms[0]?.inputs.alarmActions).toEqual([topicArn]);
  });

  it("use a vendor's thresholds, and do not exist if the vendor disables them", async () => {
    const okta = { ...oktaAlone.okta, alarms: { silenceMinutes: 30, rejectedPercent: 1 } };
    const auth0 = { eventSourceName: "aws.partner/auth0.com/acme-1/auth0.logs", alarms: { enabled: false } };
    const { resources, alarms } = await declare({ okta, auth0 }, {});
    expect(alarms).toHaveLength(12);
    expect(resourceNamed(resources, "okta/silence-alarm").inputs).toMatchObject({ period: 300, evaluationPeriods: 6 });
    expect(resourceNamed(resources, "okta/rejects-alarm").inputs).toMatchObject({ threshold: 1 });
  });

  it("come with a dashboard of all vendors over EventBridge", async () => {
    const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-3f6c2a9e7b1d4850" };
    const { resources } = await declare({ ...oktaAlone, clumio }, {});
    const { dashboardName, dashboardBody } = resourceNamed(resources, "dashboard").inputs;
    const { widgets } = JSON.parse(String(dashboardBody));
    expect(dashboardName).toBe("partner-audit-dev_operations");
    expect(widgets.map(({ properties }: { properties: { title: string } }) => properties.title)).toEqual([
      "okta: events received, by result",
      "Seconds from the event's time to ingestion",
      "Age of the oldest event in the queue, in seconds",
      "Dead letters",
      "Rejected events and service errors, with their codes",
    ]);
    expect(String(dashboardBody)).not.toContain("clumio");
  });

  it("and the dashboard show each sink of a vendor separately", async () => {
    const sink = ["cloudtrail-lake", "cloudwatch-logs"];
    const { resources, alarms } = await declare({ okta: { ...oktaAlone.okta, sink } }, {});
    const { widgets } = JSON.parse(String(resourceNamed(resources, "dashboard").inputs.dashboardBody));
    const read = widgets
      .slice(0, 2)
      .map(({ properties }: { properties: { title: string; metrics: string[][] } }) => [
        properties.title.split(":")[0],
        ...new Set(properties.metrics.map((metric) => metric.at(-1))),
      ]);
    expect(read).toEqual([
      ["okta, cloudtrail-lake", "partner-audit-dev_okta_forwarder"],
      ["okta, cloudwatch-logs", "partner-audit-dev_okta_logs_forwarder"],
    ]);
    const ofErrors = alarms.filter(({ name }) => name.endsWith("/errors-alarm")).map(({ inputs }) => inputs.dimensions);
    expect(ofErrors).toEqual(read.map(([, FunctionName]: readonly string[]) => ({ FunctionName })));
  });

  it("and the dashboard read all of the forwarder's metrics, which CloudWatch charges for, and no others", async () => {
    const { resources, alarms } = await declare(oktaAlone, {});
    const inAlarms = alarms.flatMap(({ inputs }) =>
      inputs.metricQueries === undefined
        ? [inputs as { namespace: string; metricName: string }]
        : (inputs.metricQueries as { metric?: { namespace: string; metricName: string } }[]).flatMap(
            ({ metric }) => metric ?? [],
          ),
    );
    const { widgets } = JSON.parse(String(resourceNamed(resources, "dashboard").inputs.dashboardBody));
    const inWidgets = widgets.flatMap(({ properties }: { properties: { metrics?: [string, string][] } }) =>
      (properties.metrics ?? []).map(([namespace, metricName]) => ({ namespace, metricName })),
    );
    const read = [...inAlarms, ...inWidgets].flatMap(({ namespace, metricName }) =>
      namespace === metricsNamespace ? [metricName] : [],
    );
    expect([...new Set(read)].sort()).toEqual([...metricNames, latencyMetric].sort());
  });
});
