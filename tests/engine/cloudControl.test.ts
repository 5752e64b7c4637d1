import type { EngineEvent } from "@pulumi/pulumi/automation";
import { describeEngine, useEngine } from "../support/engine";

const unprotected = { terminationProtection: false };
const okta = { eventSourceName: "aws.partner/okta.com/acme/audit", ...unprotected };
const clumio = { delivery: "direct", principal: "210987654321", externalId: "acme-0123456789abcdef", ...unprotected };
const launchdarkly = { ...clumio, vendor: "launchdarkly" };

describeEngine("Cloud Control resources of one type", () => {
  const engine = useEngine((started) => started.up({ okta }));
  const made = (key: string) =>
    engine()
      .names()
      .filter((name) => name.startsWith(`${key}/`)).length;
  const idOf = (name: string) => engine().resource(name)?.id ?? "";

  it("are made one after the other, in the order of the vendors, and a failing vendor leaves those before it whole", async () => {
    engine().failNext("launchdarkly/channel");
    await engine().setVendors({ okta, clumio, launchdarkly });
    const events: EngineEvent[] = [];
    await expect(engine().stack.up({ onEvent: (event) => events.push(event) })).rejects.toThrow(
      "the creation of launchdarkly/channel was to fail",
    );
    const steps = events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
      const { op, urn = "" } = (resourcePreEvent ?? resOutputsEvent)?.metadata ?? {};
      const name = urn.split("::").at(-1) ?? "";
      return op === "create" && name.endsWith("/channel") ? [`${resourcePreEvent ? "begin" : "end"} ${name}`] : [];
    });
    expect(steps).toEqual(["begin clumio/channel", "end clumio/channel", "begin launchdarkly/channel"]);
    expect([made("okta"), made("clumio")]).toEqual([19, 3]);
  });

  it("are made by the next update where they were not, and none is made twice", async () => {
    const rest = await engine().up({ okta, clumio, launchdarkly });
    expect(rest.filter((step) => !step.startsWith("create launchdarkly/"))).toEqual([]);
    expect([made("okta"), made("clumio"), made("launchdarkly")]).toEqual([19, 3, 3]);
    expect(new Set(Object.values(engine().cloud().generations))).toEqual(new Set([1]));
  });

  it("stay as they are where a vendor between them goes", async () => {
    expect(await engine().up({ okta, launchdarkly })).toEqual(
      ["channel-policy", "channel", "event-data-store"].map((part) => `delete clumio/${part}`),
    );
  });

  it("follow a channel that is replaced, and go without the program", async () => {
    const channels = ["okta/channel", "launchdarkly/channel"];
    const before = channels.map(idOf);
    const { deployment } = await engine().stack.exportStack();
    const urns: readonly string[] = deployment.resources.map(({ urn }: { urn: string }) => urn);
    await engine().stack.up({ replace: urns.filter((urn) => channels.some((name) => urn.endsWith(`::${name}`))) });
    const cloud = JSON.stringify(engine().cloud().resources);
    expect(before.map((arn) => cloud.includes(arn))).toEqual([false, false]);
    expect(idOf("launchdarkly/channel-policy")).toBe(idOf("launchdarkly/channel"));
    expect(await engine().up({ okta, launchdarkly })).toEqual([]);
    await engine().stack.destroy();
    expect(engine().cloud().resources).toEqual([]);
  });

  it("let a vendor be targeted alone, though those before it do not exist", async () => {
    const component = "urn:pulumi:dev::partner-audit::partner-audit:index:PartnerAuditIntegration";
    const target = [`${component}::launchdarkly`, `${component}$**::launchdarkly/*`];
    const done = await engine().up({ clumio, launchdarkly }, { target });
    expect([...done].sort()).toEqual(
      ["channel", "channel-policy", "event-data-store"].map((part) => `create launchdarkly/${part}`),
    );
    expect(made("clumio")).toBe(0);
  });
});
