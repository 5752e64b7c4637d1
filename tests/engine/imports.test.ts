import * as aws from "@pulumi/aws";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, operations, program } from "../support/engine";

describeEngine("a store that was imported under the name of an integration's own", () => {
  it("becomes the integration's, and is neither made anew nor replaced", async () => {
    // What `pulumi import` leaves in the state: a resource of the stack's own, outside of every component.
    const engine = await createEngineStack("dev", async () => {
      new aws.cloudtrail.EventDataStore(
        "okta/event-data-store",
        { name: "partner-audit-dev_okta", multiRegionEnabled: false, retentionPeriod: 365 },
        { protect: true },
      );
    });
    try {
      await engine.stack.up();
      const before = engine.cloud().resources.map(({ id }) => id);
      await engine.setVendors(oktaAlone);
      const events: EngineEvent[] = [];
      await engine.withProgram(program).up({ onEvent: (event) => events.push(event) });
      expect(operations(events).filter((step) => step.endsWith(" okta/event-data-store"))).toEqual([
        "update okta/event-data-store",
      ]);
      const stores = engine.cloud().resources.filter(({ logicalName }) => logicalName === "okta/event-data-store");
      expect(stores.map(({ id }) => id)).toEqual(before);
    } finally {
      engine.remove();
    }
  });
});
