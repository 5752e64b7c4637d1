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

  it("are created one after another, in the order of the vendors, and a failing vendor leaves earlier ones complete", async () => {
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

  it("are created by the next update if missing, and never twice", async () => {
    const rest = await engine().up({ okta, clumio, launchdarkly });
    expect(rest.filter((step) => !step.startsWith("create launchdarkly/"))).toEqual([]);
    expect([made("okta"), made("clumio"), made("launchdarkly")]).toEqual([19, 3, 3]);
    expect(new Set(Object.values(engine().cloud().generations))).toEqual(new Set([1]));
  });

  it("stay unchanged if a vendor between them is removed", async () => {
    expect(await engine().up({ okta, launchdarkly })).toEqual(
      ["channel-policy", "channel", "event-data-store"].map((part) => `delete clumio/${part}`),
    );
  });

  it("follow a replaced channel, and can be destroyed without the program", async () => {
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

  it("can be targeted for one vendor, even if earlier vendors do not exist", async () => {
    const component = "urn:pulumi:dev::partner-audit::partner-audit:index:PartnerAuditIntegration";
    const target = [`${component}::launchdarkly`, `${component}$**::launchdarkly/*`];
    const done = await engine().up({ clumio, launchdarkly }, { target });
    expect([...done].sort()).toEqual(
      ["channel", "channel-policy", "event-data-store"].map((part) => `create launchdarkly/${part}`),
    );
    expect(made("clumio")).toBe(0);
  });
});
