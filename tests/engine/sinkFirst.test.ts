import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

describeEngine("where AWS refuses the sink", () => {
  let engine: EngineStack;
  beforeEach(async () => {
    engine = await createEngineStack();
  });
  afterEach(() => engine?.remove());

  const existing = () => engine.cloud().resources.map(({ logicalName }) => logicalName);

  it("a refused event data store leaves nothing behind, and the next up makes everything", async () => {
    engine.failNext("okta/event-data-store");
    await expect(engine.up(oktaAlone)).rejects.toThrow("okta/event-data-store was to fail");
    expect(existing()).toEqual([]);
    const done = await engine.up(oktaAlone);
    expect(done).toContain("create okta/event-bus");
    expect(done.indexOf("create okta/channel")).toBeLessThan(done.indexOf("create okta/event-bus"));
  });

  it("a refused channel leaves its store alone, which a later up uses", async () => {
    engine.failNext("okta/channel");
    await expect(engine.up(oktaAlone)).rejects.toThrow("okta/channel was to fail");
    expect(existing()).toEqual(["okta/event-data-store"]);
    expect(await engine.up(oktaAlone)).not.toContain("create okta/event-data-store");
  });

  it("a refused log group of audit events leaves nothing behind", async () => {
    engine.failNext("okta/audit-log-group");
    const okta = { ...oktaAlone.okta, sink: "cloudwatch-logs" };
    await expect(engine.up({ okta })).rejects.toThrow("okta/audit-log-group was to fail");
    expect(existing()).toEqual([]);
  });
});
