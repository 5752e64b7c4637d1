import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack, program } from "../support/engine";
import { keptPack, type PackRun, runWithPack } from "../support/packRun";

/** What the pack said, of what and of which policy, and what it could not judge yet. */
function said({ failed, events }: PackRun) {
  const verdicts = events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
  return {
    failed,
    verdicts: verdicts
      .map(
        ({ enforcementLevel, policyName, resourceUrn = "" }) =>
          `${enforcementLevel} ${policyName} ${resourceUrn.split("::").at(-1)}`,
      )
      .sort(),
    unknown: verdicts.flatMap(({ message }) => /preview: (.*): not known before/.exec(message)?.[1] ?? []).sort(),
  };
}

describeEngine("the policy pack on the real engine", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack("dev", program, keptPack);
    await engine.setVendors(oktaAlone);
  });
  afterAll(() => engine?.remove());

  it("finds nothing in the stack at a first preview, and names what it cannot judge yet", async () => {
    expect(said(await runWithPack(engine, "preview", {}))).toEqual({
      failed: false,
      verdicts: [
        "advisory function-secrets okta/forwarder",
        "advisory integration-completeness partner-audit-dev",
        "advisory least-privilege okta/put-audit-events",
        "advisory one-channel-a-source partner-audit-dev",
      ],
      unknown: [
        "desiredState of okta/channel",
        "desiredState of okta/channel",
        "environment.variables.CHANNEL_ARN of okta/forwarder, environment.variables.DEAD_LETTER_QUEUE_URL of okta/forwarder",
        "policy of okta/put-audit-events",
      ],
    });
  });

  it("finds nothing at an up and, once everything is known, at a preview", async () => {
    for (const operation of ["up", "preview"] as const) {
      expect(said(await runWithPack(engine, operation, {}))).toEqual({ failed: false, verdicts: [], unknown: [] });
    }
  });
});
