import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

describeEngine("the stack's own key for its topics", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
    await engine.set("alarms", { encrypt: true });
  });
  afterAll(() => engine?.remove());

  const vendors = { okta: { eventSourceName: "aws.partner/okta.com/acme/audit", sink: "cloudwatch-logs" } };

  it("encrypts the topic of alarms, and a second time there is nothing to do", async () => {
    expect(await engine.up(vendors)).toEqual(expect.arrayContaining(["create topic-key", "create alarm-topic"]));
    const { resources } = engine.cloud();
    const [topic, key] = ["alarm-topic", "topic-key"].map((name) =>
      resources.find(({ logicalName }) => logicalName === name),
    );
    expect(topic?.inputs.kmsMasterKeyId).toBe(key?.outputs.arn);
    expect(await engine.up(vendors)).toEqual([]);
  });

  it("is protected: its deletion is refused", async () => {
    await engine.set("alarms", {});
    await expect(engine.stack.preview()).rejects.toThrow(/::topic-key"[\s\S]*protect/);
  });
});
