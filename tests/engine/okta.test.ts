import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import { identify } from "../../cli/start/identify";
import type { Deployment } from "../../sandbox/declaredState";
import { declaredState } from "../../sandbox/declaredState";
import { deployStack } from "../../sandbox/stackSandbox";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack, operations, program } from "../support/engine";
import { oktaDetails, sendDetails, startTime } from "../support/stack";

const okta = oktaAlone.okta;

describeEngine("the Okta stack on the real engine", () => {
  let engine: EngineStack;
  beforeAll(async () => {
    engine = await createEngineStack();
    await engine.setVendors(oktaAlone);
  });
  afterAll(() => engine?.remove());

  const up = async (run: PulumiFn = program) => {
    const events: EngineEvent[] = [];
    await engine.withProgram(run).up({ onEvent: (event) => events.push(event) });
    return operations(events);
  };
  /** How an operation that must fail fails, as a person sees it. */
  const failure = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (caught: Error) => caught,
    );
    expect(error).toBeDefined();
    return error?.message ?? "";
  };

  it("previews creations alone", async () => {
    const { changeSummary } = await engine.stack.preview();
    expect(changeSummary).toEqual({ create: 21 });
  });

  it("fails in the middle and goes on from there with the next up", async () => {
    engine.failNext("okta/forwarder");
    expect(await failure(up())).toContain("ServiceUnavailable: the creation of okta/forwarder was to fail");
    const done = await up();
    expect(done).toEqual(expect.arrayContaining(["create okta/forwarder", "create okta/mapping"]));
    expect(done).not.toContain("create okta/queue");
  });

  it("gives the outputs by vendor, and changes nothing when it is run again", async () => {
    const done = await up();
    expect(done).toEqual([]);
    const { vendors } = await engine.outputs();
    expect(vendors?.value.okta).toMatchObject({
      eventBusName: "aws.partner/okta.com/acme/audit",
      queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events",
      functionName: "partner-audit-dev_okta_forwarder",
    });
  });

  it("feeds the sandbox from its state, with the same ledger as under mocks", async () => {
    const { deployment } = (await engine.stack.exportStack()) as { deployment: Deployment };
    const stack = await deployStack(declaredState(deployment), identify, { startTime });
    try {
      sendDetails(stack, "okta", oktaDetails(250));
      await stack.sandbox.settle();
      expect(stack.ledger("okta")).toEqual({
        received: 250,
        ingested: 250,
        deduplicated: 0,
        rejected: 0,
        pending: 0,
        requests: 3,
      });
    } finally {
      await stack.sandbox.close();
    }
  });

  it("changes a store's retention in place, and nothing else", async () => {
    await engine.setVendors({ okta: { ...okta, retentionDays: 365 } });
    expect(await up()).toEqual(["update okta/event-data-store"]);
  });

  it("refuses a store's new name, since the store is protected", async () => {
    const renamed: PulumiFn = async () => {
      await pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type === "aws:cloudtrail/eventDataStore:EventDataStore"
          ? { props: { ...props, name: "another-name" }, opts }
          : undefined,
      );
      return program();
    };
    const stack = engine.withProgram(renamed);
    expect(await failure(stack.preview())).toMatch(
      /unable to replace resource "[^"]*::okta\/event-data-store"\n.*marked for protection\. To unprotect the resource, remove the `protect` flag.* and run `pulumi up`/,
    );
    expect(engine.cloud().resources.filter(({ logicalName }) => logicalName === "okta/event-data-store")).toHaveLength(
      1,
    );
  });

  it("replaces a channel whose Source changes, the old one first", async () => {
    const custom: PulumiFn = async () => {
      await pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
        if (type !== "aws:cloudcontrol/resource:Resource") {
          return undefined;
        }
        const desiredState = pulumi
          .output(props.desiredState as pulumi.Input<string>)
          .apply((state) => JSON.stringify({ ...JSON.parse(state), Source: "Custom" }));
        return { props: { ...props, desiredState }, opts };
      });
      return program();
    };
    const done = await up(custom);
    const steps = done.filter((step) => step.endsWith(" okta/channel"));
    expect(steps).toEqual(["delete-replaced okta/channel", "replace okta/channel", "create-replacement okta/channel"]);
    expect(done.filter((step) => step.startsWith("delete")).map((step) => step.split(" ")[1])).toEqual([
      "okta/channel",
    ]);
    await up();
  });

  it("moves a vendor's store under eventStores without replacing it, and keeps it while the vendor goes", async () => {
    const storeOf = () =>
      engine.cloud().resources.find(({ type }) => type === "aws:cloudtrail/eventDataStore:EventDataStore")?.id;
    const before = storeOf();
    await engine.set("eventStores", { okta: { retentionDays: 365 } });
    await engine.setVendors({ okta });
    const moved = await up();
    expect(moved.filter((step) => /create|delete|replace/.test(step))).toEqual([]);
    await engine.setVendors({});
    await engine.set("allowEmpty", true);
    const done = await up();
    expect(done.length).toBeGreaterThan(15);
    expect(done.every((step) => step.startsWith("delete "))).toBe(true);
    expect(storeOf()).toBe(before);
    expect(engine.cloud().resources).toHaveLength(1);
  });

  it("updates the function alone when its source changes", async () => {
    await engine.set("eventStores", { okta: { retentionDays: 365 } });
    await engine.setVendors(oktaAlone);
    await up();
    engine.changeBundle();
    expect(await up()).toEqual(["update okta/forwarder"]);
  });

  it("comes down in two steps: protection off, then destroy", async () => {
    expect(await failure(engine.stack.destroy())).toMatch(/protect/);
    await engine.set("eventStores", { okta: { terminationProtection: false } });
    await up();
    await engine.stack.destroy();
    expect(engine.cloud().resources).toEqual([]);
  });
});

describeEngine("an event data store that exists", () => {
  it("is imported by its ARN and kept", async () => {
    const engine = await createEngineStack("dev", async () => {
      new aws.cloudtrail.EventDataStore(
        "evidence",
        { name: "evidence", multiRegionEnabled: false, retentionPeriod: 2555, terminationProtectionEnabled: true },
        { import: arn },
      );
    });
    try {
      engine.setCloud({
        resources: [
          {
            type: "aws:cloudtrail/eventDataStore:EventDataStore",
            logicalName: "evidence",
            id: arn,
            inputs: {
              name: "evidence",
              multiRegionEnabled: false,
              retentionPeriod: 2555,
              terminationProtectionEnabled: true,
            },
            outputs: {
              arn,
              name: "evidence",
              multiRegionEnabled: false,
              retentionPeriod: 2555,
              terminationProtectionEnabled: true,
            },
          },
        ],
        generations: {},
        failures: [],
      });
      const events: EngineEvent[] = [];
      await engine.stack.up({ onEvent: (event) => events.push(event) });
      expect(operations(events)).toEqual(["import evidence"]);
      expect(engine.cloud().resources.map(({ id }) => id)).toEqual([arn]);
    } finally {
      engine.remove();
    }
  });
});

const arn = "arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/3f212354-317c-4209-9341-631210ebc1aa";
