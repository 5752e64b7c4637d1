import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { oktaAlone } from "../support/declare";
import { describeEngine, program, useEngine } from "../support/engine";

const okta = oktaAlone.okta;

/** Returns the program with changed properties for every resource of a type. */
function changed(changedType: string, change: (props: pulumi.Inputs) => pulumi.Inputs): PulumiFn {
  return async () => {
    await pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === changedType ? { props: change(props), opts } : undefined,
    );
    return program();
  };
}

describeEngine("the Okta stack on the real engine", () => {
  const engine = useEngine((started) => started.setVendors(oktaAlone));

  const up = (run: PulumiFn = program) => engine().up(undefined, { program: run });
  const existing = () => engine().names();

  it("leaves nothing behind if AWS refuses its store, leaves only the store if AWS refuses the channel, and resumes", async () => {
    engine().failNext("okta/event-data-store");
    await expect(up()).rejects.toThrow("ServiceUnavailable: the creation of okta/event-data-store was to fail");
    expect(existing()).toEqual([]);
    engine().failNext("okta/channel");
    await expect(up()).rejects.toThrow("okta/channel was to fail");
    expect(existing()).toEqual(["okta/event-data-store"]);
    engine().failNext("okta/forwarder");
    await expect(up()).rejects.toThrow("okta/forwarder was to fail");
    // Which other resources were created before the update ended depends on the engine's order.
    const made = existing();
    expect(made).toEqual(expect.arrayContaining(["okta/channel", "okta/event-data-store"]));
    const done = await up();
    expect(done).toEqual(expect.arrayContaining(["create okta/forwarder", "create okta/mapping"]));
    expect(done.filter((step) => made.some((name) => step === `create ${name}`))).toEqual([]);
  });

  it("has outputs by vendor, and changes nothing in a second update", async () => {
    expect(await up()).toEqual([]);
    const { vendors } = await engine().outputs();
    expect(vendors?.value.okta).toMatchObject({
      eventBusName: "aws.partner/okta.com/acme/audit",
      queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events",
      functionName: "partner-audit-dev_okta_forwarder",
    });
  });

  it("changes a store's retention in place, and nothing else", async () => {
    await engine().setVendors({ okta: { ...okta, retentionDays: 365 } });
    expect(await up()).toEqual(["update okta/event-data-store"]);
  });

  it("refuses a store's new name, since the store is protected", async () => {
    const renamed = changed("aws:cloudtrail/eventDataStore:EventDataStore", (props) => ({ ...props, name: "another" }));
    const stack = engine().withProgram(renamed);
    await expect(stack.preview()).rejects.toThrow(
      /unable to replace resource "[^"]*::okta\/event-data-store"\n.*marked for protection\. To unprotect the resource, remove the `protect` flag.* and run `pulumi up`/,
    );
    expect(existing().filter((name) => name === "okta/event-data-store")).toHaveLength(1);
  });

  it("replaces a channel whose Source changes, deleting the old one first", async () => {
    const custom = changed("aws:cloudcontrol/resource:Resource", (props) => ({
      ...props,
      desiredState: pulumi
        .output(props.desiredState)
        .apply((state) => JSON.stringify({ ...JSON.parse(state), Source: "Custom" })),
    }));
    const done = await up(custom);
    const steps = done.filter((step) => step.endsWith(" okta/channel"));
    expect(steps).toEqual(["delete-replaced okta/channel", "replace okta/channel", "create-replacement okta/channel"]);
    expect(done.filter((step) => step.startsWith("delete")).map((step) => step.split(" ")[1])).toEqual([
      "okta/channel",
    ]);
    await up();
  });

  it("moves a vendor's store to eventStores without replacing it, and keeps it when the vendor is removed", async () => {
    const storeOf = () => engine().resource("okta/event-data-store")?.id;
    const before = storeOf();
    await engine().set("eventStores", { okta: { retentionDays: 365 } });
    await engine().setVendors({ okta });
    const moved = await up();
    expect(moved.filter((step) => /create|delete|replace/.test(step))).toEqual([]);
    await engine().setVendors({});
    await engine().set("allowEmpty", true);
    const done = await up();
    expect(done.length).toBeGreaterThan(15);
    expect(done.every((step) => step.startsWith("delete "))).toBe(true);
    expect(storeOf()).toBe(before);
    expect(engine().cloud().resources).toHaveLength(1);
  });

  it("updates only the function when its source changes", async () => {
    await engine().set("eventStores", { okta: { retentionDays: 365 } });
    await engine().setVendors(oktaAlone);
    await up();
    engine().changeBundle();
    expect(await up()).toEqual(["update okta/forwarder"]);
  });

  it("is removed in two steps: protection off, then destroy", async () => {
    await expect(engine().stack.destroy()).rejects.toThrow(/protect/);
    await engine().set("eventStores", { okta: { terminationProtection: false } });
    await up();
    await engine().stack.destroy();
    expect(engine().cloud().resources).toEqual([]);
  });
});
