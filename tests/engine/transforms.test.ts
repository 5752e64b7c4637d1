import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs, rawLogPolicy } from "../../components";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine } from "../support/engine";

const everything: PartnerAuditIntegrationArgs = {
  ...oktaAlone.okta,
  vendor: "okta",
  sink: ["cloudtrail-lake", "cloudwatch-logs"],
  rawLogGroup: { retentionDays: 90 },
  archive: { retentionDays: 30 },
  alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms",
};

describeEngine("a transform or a provider in the component's options, on the real engine", () => {
  it("reaches every resource that the component makes, and what it changes is what is asked for", async () => {
    const reached: string[] = [];
    const longer: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
      reached.push(`${type}::${name}`);
      return type === "aws:sqs/queue:Queue"
        ? { props: { ...props, messageRetentionSeconds: 777_600 }, opts }
        : undefined;
    };
    const engine = await createEngineStack("dev", async () => {
      new PartnerAuditIntegration("okta", everything, { transforms: [longer] });
    });
    try {
      const previewed: string[] = [];
      const retentions: unknown[] = [];
      await engine.stack.preview({
        onEvent: ({ resourcePreEvent }) => {
          const { type, urn, new: asked } = resourcePreEvent?.metadata ?? { type: "pulumi:", urn: "", new: undefined };
          if (!type.startsWith("pulumi:")) {
            previewed.push(`${type}::${urn.split("::").at(-1)}`);
          }
          if (type === "aws:sqs/queue:Queue") {
            retentions.push(asked?.inputs.messageRetentionSeconds);
          }
        },
      });
      expect(reached.sort()).toEqual(previewed.sort());
      expect(reached).toContain("aws:cloudcontrol/resource:Resource::okta/channel");
      expect(retentions).toEqual([777_600, 777_600, 777_600]);
    } finally {
      engine.remove();
    }
  });

  it("is not needed for a provider in the options: every resource and every call is of it", async () => {
    const engine = await createEngineStack("dev", async () => {
      const provider = new aws.Provider("elsewhere", { region: "eu-west-1" });
      const options = { providers: { aws: provider }, dependsOn: [rawLogPolicy({ provider })] };
      new PartnerAuditIntegration("okta", everything, options);
    });
    try {
      // Pulumi's documentation, "pulumi:disable-default-providers": what would use the package's default provider fails.
      await engine.stack.setConfig("pulumi:disable-default-providers", { value: '["aws"]' });
      const providers: (string | undefined)[] = [];
      await engine.stack.preview({
        onEvent: ({ resourcePreEvent: { metadata } = {} }) => {
          if (metadata?.type.startsWith("aws:")) {
            providers.push(metadata.provider.split("::").at(-2));
          }
        },
      });
      expect(providers.length).toBeGreaterThan(35);
      expect(new Set(providers)).toEqual(new Set(["elsewhere"]));
    } finally {
      engine.remove();
    }
  });

  it.each(["okta/channel", "okta/audit-log-group"])(
    "is refused at a preview where it puts %s into another Region than the provider's",
    async (moved) => {
      const abroad: pulumi.ResourceTransform = ({ name, props, opts }) =>
        name === moved ? { props: { ...props, region: "eu-west-1" }, opts } : undefined;
      const engine = await createEngineStack("dev", async () => {
        new PartnerAuditIntegration("okta", everything, { transforms: [abroad] });
      });
      try {
        await expect(engine.stack.preview()).rejects.toThrow(
          /would be in the Region eu-west-1, but its provider is for us-east-1, and so are the ARNs in its policies\. Take region out of the transform/,
        );
      } finally {
        engine.remove();
      }
    },
  );
});
