import { recommendedSetup } from "../../components/capacity/throughput";
import { runCommand } from "../support/command";

describe("npm run capacity", () => {
  it("prints the capacity for a rate, with the settings that the model recommends", async () => {
    const commandLine = ["--events-per-second", "500", "--region", "us-east-1", "--json"];
    const { exitCode, stdout, stderr } = await runCommand("capacity", commandLine);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      setup: recommendedSetup(500),
      regionEventsPerSecond: 10_000,
      regionsNeeded: 1,
      eventBridgeEventsPerSecond: 18_750,
    });
  });

  it("prints EventBridge's quota in the Region, and the cost until the end of the retention", async () => {
    const commandLine = ["--events-per-second", "500", "--event-bytes", "3000", "--region", "eu-central-1", "--json"];
    const result = JSON.parse((await runCommand("capacity", commandLine)).stdout);
    // Amazon EventBridge User Guide, "Amazon EventBridge quotas".
    expect(result.eventBridgeEventsPerSecond).toBe(4_500);
    // Each target of a matching rule counts as an invocation.
    const twoTargets = JSON.parse((await runCommand("capacity", [...commandLine, "--targets", "2"])).stdout);
    expect(twoTargets.eventBridgeEventsPerSecond).toBe(2_250);
    // 3 GB for the 2,189 days after the first 366, at 0.023 per GB-month.
    expect(result.dollarsPerMillion.storage).toBeCloseTo((3 * 0.023 * 2_189 * 12) / 365, 6);
    // Eleven metrics at 0.30, fourteen of alarms at 0.10, and the polling of a queue.
    expect(result.dollarsPerMonth.vendor).toBeCloseTo(3.3 + 1.4 + 0.2628, 4);
  });

  it("prices the sink and its retention", async () => {
    const stored = async (...options: readonly string[]) =>
      JSON.parse((await runCommand("capacity", ["--events-per-second", "1", "--json", ...options])).stdout);
    expect(await stored("--billing-mode", "fixed")).toMatchObject({ dollarsPerMillion: { sink: 5, storage: 0 } });
    const logs = await stored("--sink", "cloudwatch-logs", "--retention-days", "365", "--region", "eu-central-2");
    expect(logs.dollarsPerMillion.sink).toBe(1);
    expect(logs.dollarsPerMillion.storage).toBeCloseTo(2 * 0.15 * 12 * 0.03, 9);
  });

  it.each(["cloudtrail-lake", "cloudwatch-logs"])(
    "prices the scans of a store of %s with all built-in rules",
    async (sink) => {
      const ofMonth = async (rate: string): Promise<Readonly<Record<string, number>>> =>
        JSON.parse((await runCommand("capacity", ["--events-per-second", rate, "--sink", sink, "--json"])).stdout)
          .dollarsPerMonth;
      const [slow, fast] = [await ofMonth("10"), await ofMonth("20")];
      expect(Object.keys(slow)).toEqual(["events", "vendor", "stack", "detection"]);
      // 730 runs per month of one minute of 0.25 GB at 0.0000133334, and as many calls at 1.00 per million; the rest grows with the events.
      const fixed = 730 * 60 * 0.25 * 0.0000133334 + 730 / 1_000_000;
      expect((fast.detection ?? 0) - fixed).toBeCloseTo(2 * ((slow.detection ?? 0) - fixed), 6);
      expect(slow.detection).toBeGreaterThan(10 * fixed);
    },
  );

  it("counts the objects of the sink s3, which has no quota per Region", async () => {
    const commandLine = ["--events-per-second", "20000", "--sink", "s3", "--json"];
    const result = JSON.parse((await runCommand("capacity", commandLine)).stdout);
    expect(result).toMatchObject({
      regionEventsPerSecond: null,
      regionsNeeded: 1,
      pricing: "s3",
      retentionDays: 2_555,
    });
    expect(result.setup).toMatchObject({ batchSize: 10_000, batchWindowSeconds: 300 });
    expect(result.sustainedEventsPerSecond).toBeGreaterThan(20_000);
    // Full batches of 6 MB: 1,828 messages of 3,440 bytes, 86,400 x 20,000 events per day.
    expect(result.objects).toMatchObject({ events: 1_828, perDay: Math.ceil(1_728_000_000 / 1_828) });
    expect(result.dollarsPerMillion.sink + result.dollarsPerMillion.storage).toBeLessThan(0.3);
  });

  it("accepts a Region without CloudTrail Lake, and a longer retention, for the sink s3", async () => {
    const commandLine = [
      "--events-per-second",
      "1",
      "--sink",
      "s3",
      "--region",
      "eu-central-2",
      "--retention-days",
      "36500",
    ];
    const { exitCode, stdout } = await runCommand("capacity", commandLine);
    expect(exitCode).toBe(0);
    // 300 seconds of one event per second in two batches: 8,422 + 150 x 115.8 bytes.
    expect(stdout).toMatch(/^events of an object, about +150$/m);
    expect(stdout).toMatch(/^bytes of an object, about +24,947$/m);
    expect(stdout).not.toContain("Region");
    expect(stdout).toMatch(/^dollars per month of detections.* +0\.\d\d$/m);
  });
});
