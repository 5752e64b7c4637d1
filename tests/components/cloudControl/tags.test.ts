import * as pulumi from "@pulumi/pulumi";
import { LakeDashboard } from "../../../components/dashboards/lakeDashboard";
import { IntegrationChannel } from "../../../components/integration/channel";
import { declareProgram } from "../../../sandbox/program";
import { declare, desiredStateOf, oktaAlone, resourceNamed, stackOf } from "../../support/declare";

const uuid = "3d2c4b5a-0000-4000-8000-000000000001";

describe("the tags of Cloud Control resources", () => {
  it("are left out where there are none, since CloudTrail returns no empty list", async () => {
    const { resources } = await declareProgram(stackOf({}), () => {
      const eventDataStoreArns = [`arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore/${uuid}`];
      new IntegrationChannel("okta/channel", { name: "okta", source: "Custom", eventDataStoreArns, tags: {} }, {});
      new LakeDashboard("okta/dashboard", { name: "okta", widgets: pulumi.output([]), tags: {} }, {});
      return {};
    });
    for (const name of ["okta/channel", "okta/dashboard"]) {
      expect(Object.keys(desiredStateOf(resources, name))).not.toContain("Tags");
    }
  });

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
