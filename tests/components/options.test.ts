import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration, rawLogPolicy } from "../../components";
import { sandboxAccount } from "../../sandbox/account";
import { declareResource, invokeFunction } from "../../sandbox/provider";

const okta = {
  eventSourceName: "aws.partner/okta.com/acme/audit",
  sink: ["cloudtrail-lake", "cloudwatch-logs"],
  rawLogGroup: { retentionDays: 90 },
  archive: { retentionDays: 30 },
} as const;
const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:alarms";

interface Registered {
  readonly name: string;
  readonly provider: string | undefined;
}

/** What a program registers and calls, each with the provider that it is of. */
async function registeredBy(program: (provider: aws.Provider) => void) {
  const resources: Registered[] = [];
  const calls: (string | undefined)[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom, provider }) => {
        if (custom === false || type === "pulumi:providers:aws") {
          return { id: `${name}-id`, state: inputs };
        }
        resources.push({ name, provider });
        const { id, outputs } = declareResource(type, name, inputs, sandboxAccount);
        return { id, state: outputs };
      },
      call: ({ token, inputs, provider }) => {
        calls.push(provider);
        return invokeFunction(token, inputs, sandboxAccount);
      },
    },
    "partner-audit",
    "dev",
    false,
  );
  program(new aws.Provider("elsewhere", { region: "eu-west-1" }));
  await pulumi.runtime.disconnect();
  return { resources, calls };
}

describe("the options of the component and of what stands beside it", () => {
  it("give the provider to every resource and every call", async () => {
    const { resources, calls } = await registeredBy((provider) => {
      new aws.sqs.Queue("control", { name: "control" }, { provider });
      const policy = rawLogPolicy({ provider });
      const options = { providers: { aws: provider }, dependsOn: [policy] };
      new PartnerAuditIntegration("okta", { ...okta, vendor: "okta", alarmTopicArn }, options);
    });
    const control = resources.find(({ name }) => name === "control")?.provider;
    expect(control).toMatch(/::elsewhere::/);
    expect(resources.length).toBeGreaterThan(35);
    expect(resources.filter(({ provider }) => provider !== control).map(({ name }) => name)).toEqual([]);
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((provider) => provider !== control)).toEqual([]);
  });
});
