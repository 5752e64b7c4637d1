import type * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration } from "../../components";
import { oktaAlone } from "../support/declare";
import { createEngineStack, describeEngine } from "../support/engine";

describeEngine("a transform in the component's options, on the real engine", () => {
  it("reaches every resource that the component makes, and what it changes is what is asked for", async () => {
    const reached: string[] = [];
    const slower: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
      reached.push(`${type}::${name}`);
      return type === "aws:sqs/queue:Queue" ? { props: { ...props, delaySeconds: 7 }, opts } : undefined;
    };
    const engine = await createEngineStack("dev", async () => {
      new PartnerAuditIntegration("okta", { ...oktaAlone.okta, vendor: "okta" }, { transforms: [slower] });
    });
    try {
      const previewed: string[] = [];
      const delays: unknown[] = [];
      await engine.stack.preview({
        onEvent: ({ resourcePreEvent }) => {
          const { type, urn, new: asked } = resourcePreEvent?.metadata ?? { type: "pulumi:", urn: "", new: undefined };
          if (!type.startsWith("pulumi:")) {
            previewed.push(`${type}::${urn.split("::").at(-1)}`);
          }
          if (type === "aws:sqs/queue:Queue") {
            delays.push(asked?.inputs.delaySeconds);
          }
        },
      });
      expect(reached.sort()).toEqual(previewed.sort());
      expect(reached).toContain("aws:cloudcontrol/resource:Resource::okta/channel");
      expect(delays).toEqual([7, 7, 7]);
    } finally {
      engine.remove();
    }
  });

  it.each([
    ["okta/queue", "cloudtrail-lake"],
    ["okta/channel", "cloudtrail-lake"],
    ["okta/forwarder", "cloudtrail-lake"],
    ["okta/audit-log-group", "cloudwatch-logs"],
  ] as const)(
    "is refused at a preview where it puts %s into another Region than the provider's: %s",
    async (moved, sink) => {
      const abroad: pulumi.ResourceTransform = ({ name, props, opts }) =>
        name === moved ? { props: { ...props, region: "eu-west-1" }, opts } : undefined;
      const engine = await createEngineStack("dev", async () => {
        new PartnerAuditIntegration("okta", { ...oktaAlone.okta, vendor: "okta", sink }, { transforms: [abroad] });
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
