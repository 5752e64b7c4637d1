import type * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration, type PartnerAuditIntegrationArgs } from "../../components";
import { declareProgram } from "../../sandbox/program";
import { oktaAlone, stackOf } from "../support/declare";
import { createEngineStack, describeEngine } from "../support/engine";

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
    expect(all).toContain("aws:cloudcontrol/resource:Resource okta-channel");
    expect(all.length).toBeGreaterThan(30);
  });
});

describeEngine("a transform in the component's options, on the real engine", () => {
  it("reaches every resource that the component makes, and what it changes is what is asked for", async () => {
    const reached = new Set<string>();
    const tagged: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
      reached.add(`${type} ${name}`);
      return type === "aws:sqs/queue:Queue" ? { props: { ...props, delaySeconds: 7 }, opts } : undefined;
    };
    const engine = await createEngineStack("dev", async () => integration({ transforms: [tagged] }));
    try {
      const delays: unknown[] = [];
      await engine.stack.preview({
        onEvent: ({ resourcePreEvent }) => {
          const metadata = resourcePreEvent?.metadata;
          if (metadata?.type === "aws:sqs/queue:Queue") {
            delays.push(metadata.new?.inputs.delaySeconds);
          }
        },
      });
      expect([...reached].sort()).toEqual(await declared());
      expect(delays).toEqual([7, 7, 7]);
    } finally {
      engine.remove();
    }
  });
});
