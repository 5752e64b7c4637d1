import { declareProgram } from "../../../sandbox/program";
import { declareStack, desiredStateOf, oktaAlone, program, resourceNamed, stackOf } from "../../support/declare";

describe("the tags of Cloud Control resources", () => {
  it("are left out where there are none, since CloudTrail returns no empty list", async () => {
    const { resources } = await declareStack({ vendors: oktaAlone, dashboards: {} });
    for (const name of ["okta/channel", "okta/dashboard"]) {
      expect(Object.keys(desiredStateOf(resources, name))).not.toContain("Tags");
    }
  });

  it("are the provider's default tags and the stack's own, which win, sorted by key", async () => {
    const stack = stackOf({ vendors: oktaAlone, dashboards: {}, tags: { stage: "prod", app: "audit" } });
    const configuration = { ...stack.configuration, "aws:defaultTags": '{"tags":{"team":"security","stage":"dev"}}' };
    const { resources } = await declareProgram({ ...stack, configuration }, program);
    for (const name of ["okta/channel", "okta/dashboard"]) {
      expect(desiredStateOf(resources, name).Tags).toEqual([
        { Key: "app", Value: "audit" },
        { Key: "stage", Value: "prod" },
        { Key: "team", Value: "security" },
      ]);
    }
    expect(resourceNamed(resources, "okta/queue").outputs.tagsAll).toEqual({
      app: "audit",
      stage: "prod",
      team: "security",
    });
  });
});
