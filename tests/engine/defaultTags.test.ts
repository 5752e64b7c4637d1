import { oktaAlone } from "../support/declare";
import { describeEngine, useEngine } from "../support/engine";

const defaultTags = { tags: { team: "audit", stage: "dev" } };

const project = { "partner-audit:project": "partner-audit" };

describeEngine("a provider's default tags, on the real engine", () => {
  const engine = useEngine(async (started) => {
    await started.stack.setConfig("aws:defaultTags", { value: JSON.stringify(defaultTags) });
    await started.set("tags", { stage: "prod" });
    await started.set("dashboards", { refreshHours: 24 });
  });

  /** The tags in AWS of one resource per kind, by key. */
  const tags = () =>
    ["okta/queue", "okta/channel", "okta/dashboard"].map((name) => {
      const { tagsAll, properties = "{}" } = engine().resource(name)?.outputs ?? {};
      const { Tags = [] } = JSON.parse(String(properties));
      return tagsAll ?? Object.fromEntries(Tags.map(({ Key, Value }: Record<string, string>) => [Key, Value]));
    });

  it("apply to channels and dashboards as to every other resource, and the stack's own tags take precedence", async () => {
    await engine().up(oktaAlone);
    const before = { ...project, team: "audit", stage: "prod" };
    expect(tags()).toEqual([before, before, before]);
    expect(await engine().up(oktaAlone)).toEqual([]);

    await engine().set("tags", { stage: "test" });
    await expect(engine().up(oktaAlone)).rejects.toThrow("okta/channel is not updated: the change of its tags");
    await engine().set("tags", { stage: "prod", cost: "42" });
    const steps = await engine().up(oktaAlone);
    // A dashboard is replaced, together with the policy that CloudTrail deletes with it. The failed update may have deleted them before.
    expect(steps.filter((step) => step.includes("okta/dashboard") && !step.startsWith("delete-replaced"))).toEqual([
      "replace okta/dashboard",
      "create-replacement okta/dashboard",
      "replace okta/dashboard-refresh",
      "create-replacement okta/dashboard-refresh",
    ]);
    const after = { ...before, cost: "42" };
    expect(tags()).toEqual([after, after, after]);
  });
});
