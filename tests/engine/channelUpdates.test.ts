import { IntegrationChannel } from "../../components/integration/channel";
import type { JsonObject } from "../../functions/mapping/values/json";
import { describeEngine, useEngine } from "../support/engine";

const store = (digit: number) =>
  `arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-00000000000${digit}`;
const urn = "urn:pulumi:dev::partner-audit::aws:cloudcontrol/resource:Resource::okta/channel";

describeEngine("a channel whose lists AWS returns in another order", () => {
  let stores = [1, 2];
  let tags: Readonly<Record<string, string>> = { a: "1", b: "1" };
  const program = async () => {
    const eventDataStoreArns = stores.map(store);
    new IntegrationChannel("okta/channel", { name: "okta", source: "Custom", eventDataStoreArns, tags }, {});
  };
  const engine = useEngine(
    async (started) => {
      const type = "aws:cloudtrail/eventDataStore:EventDataStore";
      const resources = [1, 2, 3, 4].map((digit) => ({ type, logicalName: `${digit}`, id: store(digit) }));
      started.setCloud({
        resources: resources.map((resource) => ({ ...resource, inputs: {}, outputs: {} })),
        generations: {},
        failures: [],
      });
      await started.stack.up();
    },
    "dev",
    program,
  );

  /** Returns the channel in AWS: the last digits of its stores, its tags, and its ARN. */
  const onAws = () => {
    const { outputs, id } = engine().resource("okta/channel") ?? {};
    const { Destinations = [], Tags = [] } = JSON.parse(String(outputs?.properties));
    return {
      stores: Destinations.map(({ Location }: JsonObject) => Number(String(Location).at(-1))).sort(),
      tags: Object.fromEntries(Tags.map(({ Key, Value }: JsonObject) => [Key, Value])),
      arn: id,
    };
  };

  it.each([
    ["all stores replaced by one, with a tag added", [3], { a: "1", aa: "2", b: "1" }],
    ["a store and a tag added", [3, 4], { a: "1", aa: "2", b: "1", c: "1" }],
  ])("is correct after %s, and keeps its ARN", async (_name, newStores, newTags) => {
    const { arn } = onAws();
    [stores, tags] = [newStores, newTags];
    await engine().stack.up();
    expect(onAws()).toEqual({ stores: newStores, tags: newTags, arn });
  });

  // tests/components/cloudControl/orderDependentChanges.test.ts has every change.
  it("is refused as a whole, in a preview and an update, if the result depends on the order", async () => {
    const before = onAws();
    [stores, tags] = [[1, 4], { a: "1" }];
    const refusal =
      /okta\/channel is not updated: the change of its event data stores and tags could hit the wrong element\.[\s\S]*pulumi up --replace '(.*)'/;
    await expect(engine().stack.preview()).rejects.toThrow(refusal);
    const error = await engine().stack.up().catch(String);
    expect(refusal.exec(String(error))?.[1]).toBe(urn);
    expect(onAws()).toEqual(before);
  });

  it("accepts any change by a replacement, as the message says", async () => {
    const { arn } = onAws();
    await engine().stack.up({ replace: [urn] });
    expect(onAws()).toMatchObject({ stores, tags });
    expect(onAws().arn).not.toBe(arn);
  });

  it("keeps its ARN if it is changed with CloudTrail's own commands and in Pulumi's state, as in docs/upgrading.md", async () => {
    const { arn } = onAws();
    [stores, tags] = [[1], { a: "2" }];
    const refused = await engine().stack.preview().catch(String);
    const desired: string = JSON.parse(/^ *("\{.*\}")$/m.exec(String(refused))?.[1] ?? "");
    // The same as CloudTrail's own commands.
    const { resources, ...cloud } = engine().cloud();
    const changed = resources.map((resource) => {
      const properties = JSON.stringify({ ...JSON.parse(desired), ChannelArn: arn });
      return resource.id === arn ? { ...resource, outputs: { ...resource.outputs, properties } } : resource;
    });
    engine().setCloud({ ...cloud, resources: changed });
    const { version, deployment } = await engine().stack.exportStack();
    for (const resource of deployment.resources.filter((each: { urn: string }) => each.urn === urn)) {
      resource.inputs.desiredState = desired;
      resource.outputs.desiredState = desired;
    }
    await engine().stack.importStack({ version, deployment });
    expect((await engine().stack.preview()).changeSummary).toEqual({ same: 2 });
    tags = { ...tags, c: "1" };
    await engine().stack.up();
    expect(onAws()).toEqual({ stores: [1], tags, arn });
  });
});
