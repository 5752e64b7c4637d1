import type * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs } from "../../components";
import { declareProgram } from "../../sandbox/program";
import { oktaAlone, stackOf } from "../support/declare";

const everything: PartnerAuditIntegrationArgs = {
  ...oktaAlone.okta,
  vendor: "okta",
  sink: ["cloudtrail-lake", "cloudwatch-logs"],
  rawLogGroup: { retentionDays: 90 },
  archive: { retentionDays: 30 },
  alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
};

function integration(options: pulumi.ComponentResourceOptions): Readonly<Record<string, unknown>> {
  return { vendors: { okta: new PartnerAuditIntegration("okta", everything, options).outputs } };
}

/** What the component makes, itself included: type and logical name. */
async function declared(options: pulumi.ComponentResourceOptions = {}): Promise<readonly string[]> {
  const { resources } = await declareProgram(stackOf({}), () => integration(options));
  return resources.map(({ type, name }) => `${type} ${name}`).sort();
}

describe("a transformation in the component's options", () => {
  it("reaches every resource that the component makes", async () => {
    const reached: string[] = [];
    const all = await declared({
      transformations: [
        ({ type, name }) => {
          reached.push(`${type} ${name}`);
          return undefined;
        },
      ],
    });
    expect(reached.sort()).toEqual(all);
    expect(all).toContain("aws:cloudcontrol/resource:Resource okta/channel");
    expect(all.length).toBeGreaterThan(30);
  });
});
