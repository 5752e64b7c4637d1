import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };

describeEngine("vendors of a running stack", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
  });
  afterAll(() => engine?.remove());

  const up = (vendors: object) => engine.up(vendors);

  it("one more adds its own resources and touches nothing else", async () => {
    await up(oktaAlone);
    const done = await up({ ...oktaAlone, emea });
    expect(done.length).toBeGreaterThan(15);
    expect(done.filter((step) => !step.startsWith("create emea-"))).toEqual([]);
    // It shares the channel, and so the store behind it.
    expect(done).not.toContain("create emea-channel");
    expect(done).not.toContain("create emea-event-data-store");
  });

  it("one fewer takes its own resources away and touches nothing else", async () => {
    const done = await up(oktaAlone);
    expect(done.length).toBeGreaterThan(15);
    expect(done.filter((step) => !step.startsWith("delete emea-"))).toEqual([]);
    // A rule goes after its targets and before its bus.
    const order = ["delete emea-target", "delete emea-rule", "delete emea-event-bus"].map((step) => done.indexOf(step));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });
});
