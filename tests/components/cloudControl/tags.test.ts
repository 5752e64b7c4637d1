import { declare, desiredStateOf, oktaAlone, resourceNamed, stackOf } from "../../support/declare";

describe("the tags of Cloud Control resources", () => {
  it("are the provider's default tags and the stack's own, which win, sorted by key", async () => {
    const stack = stackOf({ vendors: oktaAlone, dashboards: {}, tags: { stage: "prod", app: "audit" } });
    const configuration = { ...stack.configuration, "aws:defaultTags": '{"tags":{"team":"security","stage":"dev"}}' };
    const { resources } = await declare({ ...stack, configuration });
    for (const name of ["okta/channel", "okta/dashboard"]) {
      expect(desiredStateOf(resources, name).Tags).toEqual([
        { Key: "app", Value: "audit" },
        { Key: "partner-audit:project", Value: "partner-audit" },
        { Key: "stage", Value: "prod" },
        { Key: "team", Value: "security" },
      ]);
    }
    expect(resourceNamed(resources, "okta/queue").outputs.tagsAll).toEqual({
      app: "audit",
      "partner-audit:project": "partner-audit",
      stage: "prod",
      team: "security",
    });
  });
});
