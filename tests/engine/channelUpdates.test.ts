import { IntegrationChannel } from "../../components/integration/channel";
import type { JsonObject } from "../../functions/mapping/json";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

const store = (digit: number) =>
  `arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-00000000000${digit}`;
const urn = "urn:pulumi:dev::partner-audit::aws:cloudcontrol/resource:Resource::okta/channel";

describeEngine("a channel whose lists AWS returns in another order", () => {
  let stores: readonly number[] = [];
  let tags: Readonly<Record<string, string>> = {};
  let engine: EngineStack;

  beforeAll(async () => {
    engine = await createEngineStack("dev", async () => {
      const eventDataStoreArns = stores.map(store);
      new IntegrationChannel("okta/channel", { name: "okta", source: "Custom", eventDataStoreArns, tags }, {});
    });
  });
  afterAll(() => engine?.remove());

  beforeEach(async () => {
    const type = "aws:cloudtrail/eventDataStore:EventDataStore";
    const existing = [1, 2, 3, 4].map((digit) => ({ type, logicalName: `${digit}`, id: store(digit) }));
    const resources = existing.map((resource) => ({ ...resource, inputs: {}, outputs: {} }));
    if (engine.cloud().resources.length === 0) {
      engine.setCloud({ resources, generations: {}, failures: [] });
    }
    stores = [1, 2];
    tags = { a: "1", b: "1" };
    await engine.stack.up({ replace: engine.cloud().resources.length > existing.length ? [urn] : [] });
  });

  /** What AWS has: the channel's stores by their last digit, its tags, and its ARN. */
  const onAws = () => {
    const { outputs, id } = engine.cloud().resources.find(({ logicalName }) => logicalName === "okta/channel") ?? {};
    const { Destinations = [], Tags = [] } = JSON.parse(String(outputs?.properties));
    return {
      stores: Destinations.map(({ Location }: JsonObject) => Number(String(Location).at(-1))).sort(),
      tags: Object.fromEntries(Tags.map(({ Key, Value }: JsonObject) => [Key, Value])),
      arn: id,
    };
  };
  const refusal = (content: string) =>
    new RegExp(
      `okta/channel is not updated: the change of its ${content} could hit the wrong element\\.[^]*pulumi up --replace '${urn}'`,
    );

  it.each([
    ["a tag added", [1, 2], { a: "1", b: "1", c: "1" }],
    ["all tags removed", [1, 2], {}],
    ["a store added", [1, 2, 3], { a: "1", b: "1" }],
    ["all stores exchanged", [3, 4], { a: "1", b: "1" }],
    ["all stores exchanged for one, with a tag added", [3], { a: "1", aa: "2", b: "1" }],
  ])("is right after %s, and keeps its ARN", async (_name, newStores, newTags) => {
    const { arn } = onAws();
    [stores, tags] = [newStores, newTags];
    await engine.stack.up();
    expect(onAws()).toEqual({ stores: newStores, tags: newTags, arn });
  });

  it.each([
    ["a tag changed", [1, 2], { a: "2", b: "1" }, "tags"],
    ["a tag removed", [1, 2], { b: "1" }, "tags"],
    ["one of two stores exchanged", [1, 3], { a: "1", b: "1" }, "event data stores"],
    ["one of two stores removed", [1], { a: "1", b: "1" }, "event data stores"],
    ["both", [2], { a: "1" }, "event data stores and tags"],
  ])("is refused at a preview and at an update, whole: %s", async (_name, newStores, newTags, content) => {
    const before = onAws();
    [stores, tags] = [newStores, newTags];
    await expect(engine.stack.preview()).rejects.toThrow(refusal(content));
    await expect(engine.stack.up()).rejects.toThrow(refusal(content));
    expect(onAws()).toEqual(before);
  });

  it("takes any change by a replacement, as the refusal says", async () => {
    const { arn } = onAws();
    [stores, tags] = [[2], { b: "2" }];
    await engine.stack.up({ replace: [urn] });
    expect(onAws()).toMatchObject({ stores: [2], tags: { b: "2" } });
    expect(onAws().arn).not.toBe(arn);
  });

  it("keeps its ARN where all its tags are removed before others are set", async () => {
    const { arn } = onAws();
    tags = {};
    await engine.stack.up();
    tags = { a: "2", c: "1" };
    await engine.stack.up();
    expect(onAws()).toEqual({ stores: [1, 2], tags, arn });
  });

  it("keeps its ARN where it is changed by CloudTrail's own commands and in Pulumi's state, as docs/upgrading.md says", async () => {
    const { arn } = onAws();
    [stores, tags] = [[1], { a: "1", b: "2" }];
    const refused: string = await engine.stack.preview().then(
      () => "",
      (error: Error) => error.message,
    );
    const desired: string = JSON.parse(/^ *("\{.*\}")$/m.exec(refused)?.[1] ?? "");
    // What CloudTrail's own commands do.
    const { resources, ...cloud } = engine.cloud();
    const changed = resources.map((resource) => {
      const properties = JSON.stringify({ ...JSON.parse(desired), ChannelArn: arn });
      return resource.id === arn ? { ...resource, outputs: { ...resource.outputs, properties } } : resource;
    });
    engine.setCloud({ ...cloud, resources: changed });
    const { version, deployment } = await engine.stack.exportStack();
    for (const resource of deployment.resources.filter((each: { urn: string }) => each.urn === urn)) {
      resource.inputs.desiredState = desired;
      resource.outputs.desiredState = desired;
    }
    await engine.stack.importStack({ version, deployment });
    expect((await engine.stack.preview()).changeSummary).toEqual({ same: 2 });
    tags = { ...tags, c: "1" };
    await engine.stack.up();
    expect(onAws()).toEqual({ stores: [1], tags, arn });
  });
});
