import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine, type EngineStack } from "../support/engine";

const defaultTags = { tags: { team: "audit", stage: "dev" } };

const project = { "partner-audit:project": "partner-audit" };

/** The tags that a resource has on AWS, by their keys. */
function tagsOf(engine: EngineStack, name: string): unknown {
  const { outputs } = engine.cloud().resources.find(({ logicalName }) => logicalName === name) ?? {};
  const list: readonly { readonly Key: string; readonly Value: string }[] =
    outputs?.properties === undefined ? [] : JSON.parse(String(outputs.properties)).Tags;
  return outputs?.tagsAll ?? Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

describeEngine("a provider's default tags, on the real engine", () => {
  it("reach channels and dashboards as they reach every other resource, and the stack's own tags win", async () => {
    const engine = await createEngineStack();
    try {
      await engine.stack.setConfig("aws:defaultTags", { value: JSON.stringify(defaultTags) });
      await engine.set("tags", { stage: "prod" });
      await engine.set("dashboards", { refreshHours: 24 });
      await engine.up(oktaAlone);
      for (const name of ["okta/queue", "okta/channel", "okta/dashboard"]) {
        expect([name, tagsOf(engine, name)]).toEqual([name, { ...project, team: "audit", stage: "prod" }]);
      }
      expect(await engine.up(oktaAlone)).toEqual([]);

      await engine.set("tags", { stage: "test" });
      await expect(engine.up(oktaAlone)).rejects.toThrow("okta/channel is not updated: the change of its tags");
      await engine.set("tags", { stage: "prod", cost: "42" });
      const steps = await engine.up(oktaAlone);
      // A dashboard is replaced, and with it the policy that CloudTrail deletes with it.
      expect(steps.filter((step) => step.includes("okta/dashboard"))).toEqual([
        "delete-replaced okta/dashboard-refresh",
        "delete-replaced okta/dashboard",
        "replace okta/dashboard",
        "create-replacement okta/dashboard",
        "replace okta/dashboard-refresh",
        "create-replacement okta/dashboard-refresh",
      ]);
      for (const name of ["okta/queue", "okta/channel", "okta/dashboard"]) {
        expect([name, tagsOf(engine, name)]).toEqual([name, { ...project, team: "audit", stage: "prod", cost: "42" }]);
      }
    } finally {
      engine.remove();
    }
  });
});
