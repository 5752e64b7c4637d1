import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs, rawLogPolicy } from "../../components";
import { oktaAlone } from "../support/declare";
import { describeEngine, useEngine } from "../support/engine";

const everything: PartnerAuditIntegrationArgs = {
  ...oktaAlone.okta,
  vendor: "okta",
  sink: ["cloudtrail-lake", "cloudwatch-logs"] as const,
  rawLogGroup: { retentionDays: 90 },
  archive: { retentionDays: 30 },
  alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
};

describeEngine("the component's options on the real engine", () => {
  const engine = useEngine();

  /** Returns the preview's result for each resource of an integration with these options. */
  async function preview(optionsOf: () => pulumi.ComponentResourceOptions) {
    const events: EngineEvent[] = [];
    const stack = engine().withProgram(async () => {
      new PartnerAuditIntegration("okta", everything, optionsOf());
    });
    await stack.preview({ onEvent: (event) => events.push(event) });
    return events
      .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
      .filter(({ type }) => !type.startsWith("pulumi:"));
  }

  it("let a transform change every resource that the component creates", async () => {
    const reached: string[] = [];
    const longer: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
      reached.push(`${type}::${name}`);
      const messageRetentionSeconds = 777_600;
      return type === "aws:sqs/queue:Queue" ? { props: { ...props, messageRetentionSeconds }, opts } : undefined;
    };
    const previewed = await preview(() => ({ transforms: [longer] }));
    expect(reached.sort()).toEqual(previewed.map(({ type, urn }) => `${type}::${urn.split("::").at(-1)}`).sort());
    expect(reached).toContain("aws:cloudcontrol/resource:Resource::okta/channel");
    const queues = previewed.filter(({ type }) => type === "aws:sqs/queue:Queue");
    expect(queues.map((queue) => queue.new?.inputs.messageRetentionSeconds)).toEqual(Array(5).fill(777_600));
  });

  it.each(["okta/channel", "okta/audit-log-group"])(
    "refuse in a preview a transform that puts %s into a Region other than the provider's",
    async (moved) => {
      const abroad: pulumi.ResourceTransform = ({ name, props, opts }) =>
        name === moved ? { props: { ...props, region: "eu-west-1" }, opts } : undefined;
      await expect(preview(() => ({ transforms: [abroad] }))).rejects.toThrow(
        /would be in the Region eu-west-1, but its provider is for us-east-1, and so are the ARNs in its policies\. Remove region from the transform/,
      );
    },
  );

  it("pass the provider to every resource and every call", async () => {
    // Any use of the package's default provider fails (Pulumi's documentation, "Disabling default providers").
    await engine().stack.setConfig("pulumi:disable-default-providers", { value: '["aws"]' });
    const previewed = await preview(() => {
      const provider = new aws.Provider("elsewhere", { region: "eu-west-1" });
      return { providers: { aws: provider }, dependsOn: [rawLogPolicy({ provider })] };
    });
    const ofAws = previewed.filter(({ type }) => type.startsWith("aws:"));
    expect(ofAws.length).toBeGreaterThan(35);
    expect(new Set(ofAws.map(({ provider }) => provider.split("::").at(-2)))).toEqual(new Set(["elsewhere"]));
  });
});
