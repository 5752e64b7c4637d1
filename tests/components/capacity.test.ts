import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { scalingPage } from "../../cli/capacity/scalingPage";
import { costPerMillion, totalOf } from "../../components/capacity/cost";
import { quotas } from "../../components/capacity/quotas";
import { keepsUp, recommendedSetup, regionsNeeded } from "../../components/capacity/recommendation";
import {
  drainSeconds,
  eventBridgeEventsPerSecond,
  eventsPerRequest,
  fullInvocation,
  regionEventsPerSecond,
  sustainedEventsPerSecond,
  usualWorkload,
} from "../../components/capacity/throughput";
import { integrationDefaults } from "../../components/integrationSettings";
import { eventDataStoreLimits, functionLimits } from "../../components/limits";
import { deliverySettings } from "../../functions/deliver";
import { putAuditEventsLimits, putLogEventsLimits } from "../../functions/limits";

/** One virtual CPU, so that the arithmetic can be followed. */
const oneCpu = { batchSize: 100, batchWindowSeconds: 5, maximumConcurrency: 10, memoryMegabytes: 1_769 };

describe("the capacity model", () => {
  it("knows the quotas that the rest of the project keeps", () => {
    expect(quotas).toMatchObject({
      putAuditEventsCallsPerSecond: eventDataStoreLimits.callsPerSecond,
      eventsPerRequest: putAuditEventsLimits.events,
      requestBytes: putAuditEventsLimits.requestBytes,
      putLogEventsEvents: putLogEventsLimits.events,
      putLogEventsRequestBytes: putLogEventsLimits.requestBytes,
    });
    expect(deliverySettings.inFlight).toBe(4);
  });

  it("fills requests by number, then by bytes", () => {
    expect([1, 2_000, 8_000].map(eventsPerRequest)).toEqual([100, 100, 100]);
    // 1,000,000 / (10,000 x 1.12 + 130) = 88.3
    expect(eventsPerRequest(10_000)).toBe(88);
    expect(eventsPerRequest(256_000)).toBe(3);
    expect(regionEventsPerSecond(2_000)).toBe(10_000);
  });

  it("adds up an invocation: work by the share of a CPU, and rounds of four requests", () => {
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

  it("cuts a batch at the payload's six megabytes", () => {
    const large = { ...usualWorkload, eventBytes: 250_000 };
    expect(fullInvocation({ ...oneCpu, batchSize: 10_000 }, large)).toMatchObject({ events: 22, requests: 8 });
  });

  it("bounds a function by the Region", () => {
    expect(sustainedEventsPerSecond({ ...oneCpu, maximumConcurrency: 5 }, usualWorkload)).toBeCloseTo(4504.5, 1);
    expect(sustainedEventsPerSecond({ ...oneCpu, maximumConcurrency: 1_000 }, usualWorkload)).toBe(10_000);
  });

  it("works a backlog off at what is left of the rate, after Lambda has scaled", () => {
    const setup = { ...oneCpu, maximumConcurrency: 5 };
    // 3,600 s x 504.5 events wait; 4,504.5 go and 504.5 come: 1,816,200 / 4,000
    expect(drainSeconds(3_600, 504.5, setup, usualWorkload)).toBeCloseTo(454.05, 1);
    expect(drainSeconds(3_600, 5_000, setup, usualWorkload)).toBe(Number.POSITIVE_INFINITY);
    // In the first minute only five invocations run, and the backlog grows.
    const many = { ...setup, maximumConcurrency: 100 };
    expect(drainSeconds(60, 5_000, many, usualWorkload)).toBeGreaterThan(60);
  });

  it("adds up what a million events cost", () => {
    const cost = costPerMillion(oneCpu, usualWorkload, { sink: "extendable" });
    expect(cost).toMatchObject({ eventBridge: 1, sqs: 0.48, sink: 1 });
    // 10,000 invocations of 0.111 s with 1.7275 GB, and their requests
    expect(cost.lambda).toBeCloseTo(0.002 + 0.0000133334 * 10_000 * 0.111 * (1_769 / 1_024), 9);
    expect(totalOf(cost)).toBeCloseTo(2.48 + cost.lambda, 9);
    const large = costPerMillion(oneCpu, { ...usualWorkload, eventBytes: 100_000 }, { sink: "fixed" });
    expect(large).toMatchObject({ eventBridge: 2, sink: 250 });
  });

  it("gives the defaults, which are those of a usual rate", () => {
    const { batchSize, batchWindowSeconds, maximumConcurrency, memoryMegabytes } = integrationDefaults;
    expect({ batchSize, batchWindowSeconds, maximumConcurrency, memoryMegabytes }).toEqual(recommendedSetup(20));
    expect(recommendedSetup(20)).toEqual({
      batchSize: 100,
      batchWindowSeconds: 5,
      maximumConcurrency: 5,
      memoryMegabytes: 256,
    });
  });

  it("recommends what may be configured, and what keeps up, for any rate below the Region's", () => {
    const within = (value: number, { minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
      Number.isInteger(value) && value >= minimum && value <= maximum;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 10, max: 1_000 }), (rate, callMilliseconds) => {
        const workload = { ...usualWorkload, callMilliseconds };
        const setup = recommendedSetup(rate, workload);
        expect(within(setup.batchSize, functionLimits.batchSize)).toBe(true);
        expect(within(setup.batchWindowSeconds, functionLimits.batchWindowSeconds)).toBe(true);
        expect(within(setup.maximumConcurrency, functionLimits.maximumConcurrency)).toBe(true);
        expect(keepsUp(rate, setup, workload)).toBe(true);
      }),
    );
  });

  it("says how many Regions a rate needs, and what EventBridge delivers in one", () => {
    expect([10_000, 100_000, 1_000_000].map((rate) => regionsNeeded(rate, 10_000))).toEqual([2, 13, 125]);
    expect(eventBridgeEventsPerSecond("us-east-1")).toBe(18_750);
    expect(eventBridgeEventsPerSecond("eu-central-1")).toBe(1_100);
  });

  it("makes docs/scaling.md, which is not stale (npm run docs)", () => {
    expect(readFileSync(join(__dirname, "..", "..", "docs", "scaling.md"), "utf8")).toBe(scalingPage());
  });
});
