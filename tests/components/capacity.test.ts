import fc from "fast-check";
import { eventBridgeRegions, functionLimits } from "../../components/aws/limits";
import { eventsPerObject, objectBytes, recommendedLakeSetup } from "../../components/capacity/lakeObjects";
import {
  alarmMetricsPerSink,
  alarmMetricsPerVendor,
  dashboardsPerStack,
  detectorAlarmMetrics,
} from "../../components/capacity/monthlyCost";
import { quotaIn, quotas } from "../../components/capacity/quotas";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  eventsPerRequest,
  fullInvocation,
  recommendedSetup,
  regionEventsPerSecond,
  regionsNeeded,
  sustainedEventsPerSecond,
  usualWorkload,
} from "../../components/capacity/throughput";
import type { DeclaredResource } from "../../sandbox/program/declaredResource";
import { declareStack, oktaAlone } from "../support/declare";

const emea = { eventSourceName: "aws.partner/okta.com/emea/audit" };

/** One virtual CPU, to keep the arithmetic simple. */
const oneCpu = { batchSize: 100, batchWindowSeconds: 5, maximumConcurrency: 10, memoryMegabytes: 1_769 };

describe("the capacity model", () => {
  it("fills requests by number, then by bytes", () => {
    expect([1, 2_000, 8_000].map(eventsPerRequest)).toEqual([100, 100, 100]);
    // 1,000,000 / (10,000 x 1.12 + 130) = 88.3
    expect(eventsPerRequest(10_000)).toBe(88);
    expect(eventsPerRequest(256_000)).toBe(3);
    expect(regionEventsPerSecond(2_000)).toBe(10_000);
  });

  it("adds up an invocation: work divided by the share of a CPU, and rounds of four requests", () => {
    // 100 x 0.06 + 5 ms of work, and one round of 100 ms
    expect(fullInvocation(oneCpu, usualWorkload)).toEqual({ events: 100, requests: 1, seconds: 0.111 });
    // 1,000 x 0.06 + 5, and three rounds for ten requests
    expect(fullInvocation({ ...oneCpu, batchSize: 1_000 }, usualWorkload)).toEqual({
      events: 1_000,
      requests: 10,
      seconds: 0.365,
    });
    const { seconds } = fullInvocation({ ...oneCpu, memoryMegabytes: 1_769 / 2 }, usualWorkload);
    expect(seconds).toBeCloseTo(0.122, 9);
  });

  it("limits a batch to the payload's six megabytes", () => {
    const large = { ...usualWorkload, eventBytes: 250_000 };
    expect(fullInvocation({ ...oneCpu, batchSize: 10_000 }, large)).toMatchObject({ events: 22, requests: 8 });
  });

  it("limits a function to the Region's rate", () => {
    expect(sustainedEventsPerSecond({ ...oneCpu, maximumConcurrency: 5 }, usualWorkload)).toBeCloseTo(4504.5, 1);
    expect(sustainedEventsPerSecond({ ...oneCpu, maximumConcurrency: 1_000 }, usualWorkload)).toBe(10_000);
  });

  it("processes a backlog at the remaining rate, after Lambda has scaled", () => {
    const setup = { ...oneCpu, maximumConcurrency: 5 };
    // 3,600 s x 504.5 events wait; per second 4,504.5 leave and 504.5 arrive: 1,816,200 / 4,000
    expect(drainSeconds(3_600, 504.5, setup, usualWorkload)).toBeCloseTo(454.05, 1);
    expect(drainSeconds(3_600, 5_000, setup, usualWorkload)).toBe(Number.POSITIVE_INFINITY);
    // In the first minute only five invocations run, and the backlog grows.
    const many = { ...setup, maximumConcurrency: 100 };
    expect(drainSeconds(60, 5_000, many, usualWorkload)).toBeGreaterThan(60);
  });

  it("counts the alarms and dashboards that a stack has", async () => {
    const eventSourceName = "aws.partner/okta.com/apac/audit";
    const apac = { vendor: "okta", eventSourceName, channel: "okta", sink: ["cloudtrail-lake", "cloudwatch-logs"] };
    const vendors = { ...oktaAlone, emea: { vendor: "okta", ...emea, sink: "cloudwatch-logs" }, apac };
    const detections = { "okta-impersonation": {} };
    const { resources } = await declareStack({ vendors, detections, alarms: {}, dashboards: {} });
    const metricsOf = ({ inputs: { metricQueries } }: DeclaredResource) =>
      Array.isArray(metricQueries) ? metricQueries.filter(({ metric }) => metric !== undefined).length : 1;
    const alarms = resources.filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm");
    const counted = alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0);
    expect(counted).toBe(3 * alarmMetricsPerVendor + 4 * alarmMetricsPerSink + detectorAlarmMetrics);
    const dashboards = resources.filter(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
    expect(dashboards).toHaveLength(dashboardsPerStack);
  });

  it("recommends valid settings that keep up, for any rate below the Region's", () => {
    const within = (value: number, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
      Number.isInteger(value) && value >= minimum && value <= maximum;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 10, max: 1_000 }), (rate, callMilliseconds) => {
        const workload = { ...usualWorkload, callMilliseconds };
        const setup = recommendedSetup(rate, workload);
        expect(within(setup.batchSize, functionLimits.batchSize)).toBe(true);
        expect(within(setup.batchWindowSeconds, functionLimits.batchWindowSeconds)).toBe(true);
        expect(within(setup.maximumConcurrency, functionLimits.maximumConcurrency)).toBe(true);
        expect(sustainedEventsPerSecond(setup, workload)).toBeGreaterThan(rate);
      }),
    );
  });

  it("uses the measured sizes of objects, and interpolates linearly between them", () => {
    expect([10, 100, 2_000].map((events) => objectBytes(events, usualWorkload))).toEqual([9_580, 20_000, 208_000]);
    // Halfway between two measured sizes.
    expect(objectBytes(55, usualWorkload)).toBeCloseTo((9_580 + 20_000) / 2, 6);
    expect(objectBytes(1_050, usualWorkload)).toBeCloseTo((20_000 + 208_000) / 2, 6);
    // The part of each event grows with it: 190 x 1,900 and 10,105 of the rest.
    expect(objectBytes(2_000, { eventBytes: 4_000 })).toBeCloseTo(208_000 + (188_000 * 2_000) / 1_900, 6);
  });

  it("limits an integration in S3 to the messages that its queue delivers at one time", () => {
    const setup = { batchSize: 10_000, batchWindowSeconds: 300, maximumConcurrency: 1_000, memoryMegabytes: 1_769 };
    // 1,828 x 0.095 + 5 ms of work on one virtual CPU, and one call of 100 ms: 120,000 messages in 0.27866 s.
    const most = sustainedEventsPerSecond(setup, { ...usualWorkload, sink: "s3" });
    expect(most).toBeCloseTo(120_000 / 0.27866, 3);
  });

  it("limits objects by the window, the batch and the payload, and puts at least one event into each", () => {
    const setup = { batchSize: 10_000, batchWindowSeconds: 300, maximumConcurrency: 2, memoryMegabytes: 256 };
    const filled = (rate: number, changes: object = {}, atOnce?: number) =>
      eventsPerObject(rate, { ...setup, ...changes }, usualWorkload, atOnce);
    expect(filled(1)).toBe(150);
    expect(filled(1, {}, 1)).toBe(300);
    expect(filled(1, { batchWindowSeconds: 60 })).toBe(30);
    expect(filled(100, { batchSize: 500 })).toBe(500);
    expect(filled(100)).toBe(1_828);
    expect(filled(0.001)).toBe(1);
  });

  it("recommends settings for S3 that keep up", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80_000 }), (rate) => {
        const workload = { ...usualWorkload, sink: "s3" } as const;
        const setup = recommendedLakeSetup(rate, workload);
        expect(setup.maximumConcurrency).toBeLessThanOrEqual(functionLimits.maximumConcurrency.maximum);
        expect(sustainedEventsPerSecond(setup, workload)).toBeGreaterThan(rate);
      }),
    );
  });

  it("calculates the number of Regions that a rate needs", () => {
    expect([10_000, 100_000, 1_000_000].map((rate) => regionsNeeded(rate, 10_000))).toEqual([2, 13, 125]);
  });

  // Amazon EventBridge User Guide, "Amazon EventBridge quotas", invocations throttle limit and number of rules.
  it.each<[number, readonly string[]]>([
    [18_750, ["us-east-1", "us-west-2", "eu-west-1"]],
    [4_500, ["us-east-2", "eu-central-1"]],
    [2_250, ["us-west-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-2"]],
    [750, ["af-south-1", "ap-northeast-3", "ap-southeast-3", "eu-south-1"]],
    [1_100, ["ap-south-1", "ca-central-1", "eu-north-1", "eu-west-3", "sa-east-1", "me-south-1"]],
  ])("has EventBridge's quota of %i deliveries per second in %j", (limit, regions) => {
    expect(regions.map((region) => eventBridgeEventsPerSecond(region))).toEqual(regions.map(() => limit));
  });

  it("uses the lowest quota of any Region if none is given, and fewer rules per bus in two Regions", () => {
    expect(eventBridgeEventsPerSecond()).toBe(750);
    const few = eventBridgeRegions.filter((region) => quotaIn(quotas.rulesPerBus, region) !== 300);
    expect(few.map((region) => [region, quotaIn(quotas.rulesPerBus, region)])).toEqual([
      ["af-south-1", 100],
      ["eu-south-1", 100],
    ]);
  });
});
