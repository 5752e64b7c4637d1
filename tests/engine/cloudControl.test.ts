import { IntegrationChannel } from "../../components/channel";
import { createEngineStack, describeEngine } from "../support/engine";

const store = (digit: number) =>
  `arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3d2c4b5a-0000-4000-8000-00000000000${digit}`;

describeEngine("a channel, on the real engine", () => {
  it("x", async () => {
    let tags: Record<string, string> = { a: "1" };
    let stores = [store(1), store(2)];
    const engine = await createEngineStack("dev", async () => {
      new IntegrationChannel("okta/channel", { name: "okta", source: "Custom", eventDataStoreArns: stores, tags }, {});
    });
    engine.setCloud({ resources: [1, 2, 3].map((digit) => ({ type: "aws:cloudtrail/eventDataStore:EventDataStore", logicalName: `s${digit}`, id: store(digit), inputs: {}, outputs: {} })), generations: {}, failures: [] });
    const look = () => console.log(JSON.stringify(engine.cloud().resources.at(-1)?.outputs.properties));
    try {
      await engine.up({});
      look();
      tags = { a: "1", b: "2" };
      console.log(await engine.up({}));
      look();
      tags = { a: "2", b: "2" };
      await engine.stack.preview().then(() => console.log("previewed"), (e) => console.log("PREVIEW", String(e)));
      await engine.up({}).then(() => console.log("upped"), (e) => console.log("UP", String(e)));
      look();
    } finally {
      engine.remove();
    }
  });
});
