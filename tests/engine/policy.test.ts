import { readStackFile, sandboxStack } from "../../sandbox/stackFile";
import { oktaAlone } from "../support/declare";
import { checkout, createEngineStack, describeEngine, type EngineStack, ofTheTests, program } from "../support/engine";
import { keptPack, runWithPack, verdictsOf } from "../support/packRun";

/** The six vendors of the sandbox's stack, with detections, dashboards and alarms. */
const sandbox = Object.entries(readStackFile(checkout, sandboxStack).configuration).filter(
  ([key]) => key.startsWith("partner-audit:") && !key.endsWith(":sandbox"),
);

describeEngine("the policy pack on the real engine", () => {
  const engines: EngineStack[] = [];
  afterAll(() => {
    for (const engine of engines) {
      engine.remove();
    }
  });

  const newStack = async () => {
    const engine = await createEngineStack("dev", program, keptPack);
    engines.push(engine);
    return engine;
  };

  it("finds nothing and says nothing at a first preview, at an up, and at a preview after it", async () => {
    const engine = await newStack();
    await engine.setVendors(oktaAlone);
    for (const operation of ["preview", "up", "preview"] as const) {
      const run = await runWithPack(engine, operation, {});
      expect({ failed: run.failed, verdicts: verdictsOf(run) }).toEqual({ failed: false, verdicts: [] });
    }
  });

  it("finds nothing and says nothing at a first preview of six vendors, with detections, dashboards and alarms", async () => {
    const engine = await newStack();
    for (const [key, value] of sandbox) {
      await engine.set(key.slice("partner-audit:".length), value);
    }
    const run = await runWithPack(engine, "preview", {});
    expect({ failed: run.failed, verdicts: verdictsOf(run) }).toEqual({ failed: false, verdicts: [] });
    const messages = run.events.flatMap(({ diagnosticEvent }) =>
      ["info#err", "warning", "error"].includes(diagnosticEvent?.severity ?? "")
        ? (diagnosticEvent?.message ?? [])
        : [],
    );
    expect(messages.filter((message) => !ofTheTests.test(message))).toEqual([]);
  });
});
