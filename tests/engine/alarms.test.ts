import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

describeEngine("a stack's alarms on the real engine", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
  });
  afterAll(() => engine?.remove());

  it("join a stack that is there by creations alone, and a second time there is nothing to do", async () => {
    await engine.up(oktaAlone);
    await engine.set("alarms", {});
    const done = await engine.up(oktaAlone);
    expect(done.filter((operation) => !operation.startsWith("create "))).toEqual([]);
    expect(done).toHaveLength(13);
    expect(done).toEqual(
      expect.arrayContaining(["create alarm-topic", "create dashboard", "create okta/silence-alarm"]),
    );
    expect(await engine.up(oktaAlone)).toEqual([]);
  });
});
