import { join } from "node:path";
import * as aws from "@pulumi/aws";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack, program } from "../support/engine";

const policyPacks = [join(__dirname, "..", "..", "policy")];

/** What the pack said: `mandatory least-privilege okta-grant`. */
function verdicts(events: readonly EngineEvent[]): readonly string[] {
  return events
    .flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]))
    .map(
      ({ enforcementLevel, policyName, resourceUrn = "" }) =>
        `${enforcementLevel} ${policyName} ${resourceUrn.split("::").at(-1)}`,
    );
}

const tooWide: PulumiFn = async () => {
  const outputs = await program();
  new aws.iam.RolePolicy("wide", {
    name: "wide",
    role: "partner-audit-dev-okta-forwarder",
    policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] },
  });
  return outputs;
};

describeEngine("the policy pack on the real engine", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
    await engine.setVendors(oktaAlone);
  });
  afterAll(() => engine?.remove());

  const preview = async (run: PulumiFn = program) => {
    const events: EngineEvent[] = [];
    const stack = await engine.withProgram(run);
    const failed = await stack.preview({ policyPacks, onEvent: (event) => events.push(event) }).then(
      () => false,
      () => true,
    );
    const unknown = events.flatMap(
      ({ policyEvent }) => /preview: (.*): not known before/.exec(policyEvent?.message ?? "")?.[1] ?? [],
    );
    return { failed, verdicts: verdicts(events), unknown };
  };

  it("finds nothing in the stack at a first preview, and names what it cannot judge yet", async () => {
    const { failed, verdicts: said, unknown } = await preview();
    expect({ failed, verdicts: [...said].sort() }).toEqual({
      failed: false,
      verdicts: [
        "advisory function-secrets okta-forwarder",
        "advisory integration-completeness partner-audit-dev",
        "advisory least-privilege okta-put-audit-events",
        "advisory one-channel-a-source partner-audit-dev",
      ],
    });
    expect([...unknown].sort()).toEqual([
      "desiredState of okta-channel",
      "desiredState of okta-channel",
      "environment.variables.CHANNEL_ARN of okta-forwarder, environment.variables.DEAD_LETTER_QUEUE_URL of okta-forwarder",
      "policy of okta-put-audit-events",
    ]);
  });

  it("refuses a grant that is too wide at a preview", async () => {
    const { failed, verdicts: said } = await preview(tooWide);
    expect(failed).toBe(true);
    expect(said).toContain("mandatory least-privilege wide");
  });

  it("refuses it at an up before it is created, and finds nothing once everything is known", async () => {
    const stack = await engine.withProgram(tooWide);
    await expect(stack.up({ policyPacks })).rejects.toThrow(
      "wide allows sqs:* (statement #1), which grants actions by a wildcard; name each action in full.",
    );
    expect(engine.cloud().resources.map(({ logicalName }) => logicalName)).not.toContain("wide");
    await (await engine.withProgram(program)).up({ policyPacks });
    expect(await preview()).toEqual({ failed: false, verdicts: [], unknown: [] });
  });
});
