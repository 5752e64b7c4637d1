import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PartnerAuditIntegration, rawLogPolicy } from "../../components";
import { alarmTopic } from "../../components/alarms/alarmTopic";
import { stackDashboard } from "../../components/alarms/dashboard";
import { parseVendors } from "../../components/configuration/parseVendors";
import { Dashboards } from "../../components/dashboards/dashboards";
import { Detections } from "../../components/detections/detections";
import { sandboxAccount } from "../../sandbox/account";
import { declareResource, invokeFunction } from "../../sandbox/provider";

const okta = {
  eventSourceName: "aws.partner/okta.com/acme/audit",
  sink: ["cloudtrail-lake", "cloudwatch-logs"],
  rawLogGroup: { retentionDays: 90 },
  archive: { retentionDays: 30 },
} as const;

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

function everything(provider: aws.Provider): void {
  const configuration = parseVendors({
    values: { vendors: { okta }, detections: { "okta-impersonation": {} }, dashboards: { refreshHours: 24 } },
    namePrefix: "partner-audit-dev",
    region: "us-east-1",
  });
  const component = { providers: { aws: provider } };
  new aws.sqs.Queue("control", { name: "control" }, { provider });
  const policy = rawLogPolicy({ provider });
  const alarmTopicArn = alarmTopic("alarm-topic", { name: "alarms", tags: {} }, { provider }).arn;
  stackDashboard(["okta"], { provider });
  const { outputs } = new PartnerAuditIntegration(
    "okta",
    { ...okta, vendor: "okta", alarmTopicArn },
    { ...component, dependsOn: [policy] },
  );
  const { detections } = configuration;
  new Detections("detections", { detections, stores: { okta: outputs }, storeKeyArns: [], tags: {} }, component);
  new Dashboards(
    "dashboards",
    { lake: true, logs: true, refreshHours: 24, configuration, outputs: { okta: outputs } },
    component,
  );
}

describe("the options of components and their parts", () => {
  // Without an engine, what the program advises goes to the console.
  beforeEach(() => jest.spyOn(console, "warn").mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it("give the provider to every resource and every call", async () => {
    const { resources, calls } = await registeredBy(everything);
    const control = resources.find(({ name }) => name === "control")?.provider;
    expect(control).toMatch(/::elsewhere::/);
    expect(resources.length).toBeGreaterThan(60);
    expect(resources.filter(({ provider }) => provider !== control).map(({ name }) => name)).toEqual([]);
    expect(calls.length).toBeGreaterThan(5);
    expect(calls.filter((provider) => provider !== control)).toEqual([]);
  });
});
