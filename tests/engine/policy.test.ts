import { readStackFile, sandboxStack } from "../../sandbox/program/stackFile";
import { checkout, describeEngine, ofTheTests, program, useEngine } from "../support/engine";
import { runWithPack, verdictsOf } from "../support/packRun";

/** The six vendors of the sandbox's stack, with detections, dashboards and alarms. */
const sandbox = Object.entries(readStackFile(checkout, sandboxStack).configuration).filter(
  ([key]) => key.startsWith("partner-audit:") && !key.endsWith(":sandbox"),
);

// tests/engine/readme.test.ts deploys one vendor with the pack.
describeEngine("the policy pack on the real engine", () => {
  const engine = useEngine(undefined, "dev", program);

  it("reports nothing in a first preview of six vendors, with detections, dashboards and alarms", async () => {
    for (const [key, value] of sandbox) {
      await engine().set(key.slice("partner-audit:".length), value);
    }
    const run = await runWithPack(engine(), "preview", {});
    expect({ failed: run.failed, verdicts: verdictsOf(run) }).toEqual({ failed: false, verdicts: [] });
    const messages = run.events.flatMap(({ diagnosticEvent }) =>
      ["info#err", "warning", "error"].includes(diagnosticEvent?.severity ?? "")
        ? (diagnosticEvent?.message ?? [])
        : [],
    );
    expect(messages.filter((message) => !ofTheTests.test(message))).toEqual([]);
  });

  it("finds nothing in a stack with every sink, before and after its deployment", async () => {
    await engine().set("lake", { lockMode: "compliance", complianceAcknowledged: true });
    const sink = ["cloudtrail-lake", "s3", "cloudwatch-logs"];
    await engine().setVendors({ okta: { eventSourceName: "aws.partner/okta.com/acme/audit", sink } });
    await engine().set("detections", {});
    for (const operation of ["preview", "up"] as const) {
      const run = await runWithPack(engine(), operation, {});
      expect({ failed: run.failed, verdicts: verdictsOf(run) }).toEqual({ failed: false, verdicts: [] });
    }
  });
});
