import type { EngineEvent } from "@pulumi/pulumi/automation";
import { createEngineStack, describeEngine, type EngineStack, operations } from "../support/engine";

const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };
const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef" };
const launchdarkly = { ...clumio, vendor: "launchdarkly" };

describeEngine("Cloud Control resources of one type", () => {
  let engine: EngineStack;
  beforeEach(async () => {
    engine = await createEngineStack();
  });
  afterEach(() => engine.remove());

  const urnsOf = async (key: string) => {
    const { deployment } = await engine.stack.exportStack();
    return deployment.resources
      .map(({ urn }: { urn: string }) => urn)
      .filter((urn: string) => urn.endsWith(`::${key}`) || urn.includes(`::${key}/`));
  };
  const made = (key: string) =>
    engine.cloud().resources.filter(({ logicalName }) => logicalName.startsWith(`${key}/`)).length;

  it("are made one after the other, in the order of the vendors", async () => {
    const steps: string[] = [];
    const watch = ({ resourcePreEvent, resOutputsEvent }: EngineEvent) => {
      const note = (text: string, metadata: { readonly urn: string } | undefined) => {
        const name = metadata?.urn.split("::").at(-1) ?? "";
        if (/\/channel(-policy)?$/.test(name)) {
          steps.push(`${text} ${name}`);
        }
      };
      note("begin", resourcePreEvent?.metadata);
      note("end", resOutputsEvent?.metadata);
    };
    await engine.setVendors({ okta, clumio, launchdarkly });
    await engine.stack.up({ onEvent: watch });
    const ofType = (end: string) => steps.filter((step) => step.endsWith(end));
    expect(ofType("/channel")).toEqual(
      ["okta", "clumio", "launchdarkly"].flatMap((key) => [`begin ${key}/channel`, `end ${key}/channel`]),
    );
    expect(ofType("/channel-policy")).toEqual(
      ["clumio", "launchdarkly"].flatMap((key) => [`begin ${key}/channel-policy`, `end ${key}/channel-policy`]),
    );
  });

  it("leave the vendors before a failing one whole, and the next update makes the rest", async () => {
    const before = await engine.up({ okta });
    const whole = made("okta");
    expect(before.length).toBe(whole);
    engine.failNext("clumio/channel");
    await expect(engine.up({ okta, clumio, launchdarkly })).rejects.toThrow(
      "the creation of clumio/channel was to fail",
    );
    expect(made("okta")).toBe(whole);
    const rest = await engine.up({ okta, clumio, launchdarkly });
    expect(rest).toContain("create clumio/channel");
    expect(rest.filter((step) => !/^create (clumio|launchdarkly)\//.test(step))).toEqual([]);
    expect([made("clumio"), made("launchdarkly")]).toEqual([3, 3]);
  });

  it("are kept where a first update fails at a later vendor, and none is made twice", async () => {
    engine.failNext("launchdarkly/channel");
    await expect(engine.up({ clumio, launchdarkly })).rejects.toThrow(
      "the creation of launchdarkly/channel was to fail",
    );
    expect(engine.cloud().resources.map(({ logicalName }) => logicalName)).toContain("clumio/channel");
    await engine.up({ clumio, launchdarkly });
    expect([made("clumio"), made("launchdarkly")]).toEqual([3, 3]);
    expect(new Set(Object.values(engine.cloud().generations))).toEqual(new Set([1]));
  });

  it("let a vendor be targeted alone, though those before it do not exist", async () => {
    await engine.setVendors({ clumio, launchdarkly });
    const events: EngineEvent[] = [];
    const component = "urn:pulumi:dev::partner-audit::partner-audit:index:PartnerAuditIntegration";
    await engine.stack.up({
      target: [`${component}::launchdarkly`, `${component}$**::launchdarkly/*`],
      onEvent: (event) => events.push(event),
    });
    expect([...operations(events)].sort()).toEqual(
      ["channel", "channel-policy", "event-data-store"].map((part) => `create launchdarkly/${part}`),
    );
    expect(made("clumio")).toBe(0);
    expect((await urnsOf("launchdarkly")).length).toBe(4);
  });

  it("stay as they are where a vendor between them goes", async () => {
    const unprotected = { ...clumio, terminationProtection: false };
    await engine.up({ okta, clumio: unprotected, launchdarkly });
    expect(await engine.up({ okta, launchdarkly })).toEqual(
      ["channel-policy", "channel", "event-data-store"].map((part) => `delete clumio/${part}`),
    );
  });

  it("follow a channel that is replaced, and go without the program", async () => {
    const vendors = {
      okta: { ...okta, terminationProtection: false },
      clumio: { ...clumio, terminationProtection: false },
    };
    await engine.up(vendors);
    const idOf = (name: string) => engine.cloud().resources.find(({ logicalName }) => logicalName === name)?.id ?? "";
    const before = [idOf("okta/channel"), idOf("clumio/channel")];
    await engine.stack.up({ replace: [...(await urnsOf("okta/channel")), ...(await urnsOf("clumio/channel"))] });
    const after = [idOf("okta/channel"), idOf("clumio/channel")];
    const cloud = JSON.stringify(engine.cloud().resources);
    expect(before.map((arn) => cloud.includes(arn))).toEqual([false, false]);
    expect(idOf("clumio/channel-policy")).toBe(after[1]);
    expect(await engine.up(vendors)).toEqual([]);
    await engine.stack.destroy();
    expect(engine.cloud().resources).toEqual([]);
  });
});
