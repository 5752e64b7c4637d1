import * as aws from "@pulumi/aws";
import { oktaAlone } from "../support/declare";
import { describeEngine, program, useEngine } from "../support/engine";

const name = "okta/event-data-store";

describeEngine("a store that was imported under the name of an integration's store", () => {
  // What `pulumi import` leaves in the state: a resource of the stack, outside of every component.
  const engine = useEngine(
    (started) => started.up(),
    "dev",
    async () => {
      const args = { name: "partner-audit-dev_okta", multiRegionEnabled: false, retentionPeriod: 365 };
      new aws.cloudtrail.EventDataStore(name, args, { protect: true });
    },
  );

  it("becomes part of the integration, and is neither created again nor replaced", async () => {
    const before = engine().resource(name)?.id;
    const done = await engine().up(oktaAlone, { program });
    expect(done.filter((step) => step.endsWith(` ${name}`))).toEqual([`update ${name}`]);
    expect([engine().resource(name)?.id, engine().names().lastIndexOf(name)]).toEqual([
      before,
      engine().names().indexOf(name),
    ]);
  });
});
