import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { stalePages } from "../../cli/docs/generatedPages";
import { functionStart } from "../../cli/doctor/integrationChecks";
import { detectionSchema } from "../../components/configuration/detections/detectionSchema";
import { renamedDetections } from "../../components/configuration/detections/renamedDetections";
import { parseConfiguration } from "../../components/configuration/parseConfiguration";
import { vendorVariants } from "../../components/configuration/schema";
import { stackFields } from "../../components/configuration/stackSchema";
import { compileRule } from "../../components/detections/sigma/compileRule";
import { existingLogGroupHint } from "../../components/integration/eventLogGroups";
import { cloudTrailDataPackage } from "../../functions/clients/cloudTrailDataPackage";
import { detailOfFinding, messageOfFinding } from "../../functions/detector/findings/findingMessage";
import type { RuleFinding } from "../../functions/detector/findings/ruleFinding";
import type { ScanStore } from "../../functions/detector/scan/scanStore";
import { latencyMetric, metricNames } from "../../functions/forwarder/metrics";
import { allowEverything } from "../../sandbox/authorization";
import { deploy } from "../../sandbox/sandbox";
import { queue } from "../sandbox/declared";
import { runCommand } from "../support/command";
import { stackOf } from "../support/declare";
import { codeBlocks, sectionOf } from "../support/markdown";
import { operatorClient } from "../support/operator";
import { refusalOf } from "../support/refusal";
import { withStack } from "../support/stack";

const textOf = (file: string) => readFileSync(join(__dirname, "..", "..", "docs", file), "utf8");
const okta = { eventSourceName: "aws.partner/okta.com/acme/audit" };

/** Returns the problems of a stack with these vendors and detections. */
const refused = (vendors: object, detections: object = {}) =>
  refusalOf(stackOf({ vendors, detections }).configuration).join("\n");

/** Returns the message of the error that a function throws. */
async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "";
  } catch (error) {
    return String(error);
  }
}

test("the generated pages are up to date (npm run check -- --write)", async () => {
  expect(await stalePages(join(__dirname, "..", "..", "docs"))).toEqual([]);
});

describe("docs/configuration.md", () => {
  it("lists every key of a stack, and of a vendor once", () => {
    const keysIn = (heading: string) =>
      [...sectionOf(textOf("configuration.md"), heading).matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(keysIn("## The stack").sort()).toEqual(Object.keys(stackFields).sort());
    expect(keysIn("## A vendor: `vendors.KEY`").sort()).toEqual(Object.keys(vendorVariants.any.shape).sort());
  });
});

describe("docs/detections.md", () => {
  it("lists every key of a detection and of the findings' destination", () => {
    const section = sectionOf(textOf("detections.md"), "## Choose rules");
    const keys = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    const known = [detectionSchema.shape, stackFields.findings.shape].flatMap((shape) => Object.keys(shape));
    expect(keys.sort()).toEqual(known.sort());
  });

  it("names the rules that replace earlier detections", () => {
    const section = sectionOf(textOf("detections.md"), "## Earlier names and settings");
    for (const [name, successors] of Object.entries(renamedDetections)) {
      const [row = ""] = section.split("\n").filter((line) => line.startsWith(`| \`${name}\` |`));
      expect([...row.matchAll(/`([a-z0-9-]+)`/g)].map(([, one]) => one)).toEqual([name, ...successors]);
    }
  });

  it("shows a finding as users and programs receive it", () => {
    const file = join(__dirname, "..", "..", "rules", "okta", "okta-api-token-created.yml");
    const [rule] = compileRule(readFileSync(file, "utf8"), file);
    const [text, json] = codeBlocks(sectionOf(textOf("detections.md"), "## A finding"));
    if (rule === undefined || json === undefined) {
      throw new Error("There is no rule or no example.");
    }
    const shown: RuleFinding & { readonly store: ScanStore } = JSON.parse(json.text);
    const [first, last] = [shown.first, shown.last].map((time) => Date.parse(String(time)));
    const finding = { ...shown, rule, first: first ?? Number.NaN, last: last ?? Number.NaN };
    expect(detailOfFinding(finding, shown.store, "us-east-1")).toEqual(shown);
    expect(`${messageOfFinding(finding, shown.store, "us-east-1").text}\n`).toBe(text?.text);
  });
});

describe("docs/monitoring.md", () => {
  it("lists every metric that CloudWatch charges for", () => {
    const section = sectionOf(textOf("monitoring.md"), "## Metrics");
    const listed = [...section.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, names = ""]) => names.match(/\w+/g) ?? []);
    expect(listed.sort()).toEqual([...metricNames, latencyMetric].sort());
  });
});

/** Returns the doctor's message about a forwarder in a runtime that lacks AWS's client. */
function startWithoutClient(): Promise<string> {
  return withStack(
    async ({ sandbox }) => {
      const lambda = new LambdaClient(operatorClient(sandbox));
      return (await functionStart("partner-audit-dev_okta_forwarder", { lambda })).message;
    },
    { runtimeLacks: [cloudTrailDataPackage.name], authorize: allowEverything },
  );
}

/** The steps that cause each quoted message, in the page's order. */
const causes: readonly (() => string | Promise<string>)[] = [
  () => refused({ okta: { ...okta, retentionDay: 7 } }),
  () => refused({ okta: {} }),
  () => refused({ okta: { eventSourceName: "aws.partner/okta.com/REPLACE-ME/REPLACE-ME" } }),
  () => refused({}),
  () => refused({ okta: { eventSourceName: "aws.partner/auth0.com/acme-1a2b3c4d/auth0.logs" } }),
  () => refused({ okta, other: { vendor: "okta", ...okta, channel: "okta" } }),
  () => refused({ okta }, { "okta-imprsonation": {} }),
  () => refused({ github: { eventBusName: "own", pattern: { source: ["x"] } } }, { "okta-impersonation": {} }),
  () => refused({ okta: { ...okta, kmsKeyArn: "alias/audit" } }),
  () => refused({ hr: { vendor: "custom", ...okta, mapping: { id: "event.(" } } }),
  () => messageOf(() => parseConfiguration({ values: {}, namePrefix: "partner-audit-dev.eu", region: "us-east-1" })),
  () => refused({ custom: { vendor: "okta", ...okta } }),
  () => existingLogGroupHint("okta", "/partner-audit/partner-audit-dev_okta"),
  () => messageOf(async () => (await deploy([queue("events"), queue("events")])).close()),
  async () => (await runCommand("start", ["--stack", "staging"])).stderr,
  async () => (await runCommand("start", ["--events", "events.jsonl"])).stderr,
  startWithoutClient,
];

describe("docs/troubleshooting.md", () => {
  const quoted = [...textOf("troubleshooting.md").matchAll(/^\| `(.+?)` \|/gm)].map(([, message = ""]) => message);

  it("has a test case for every message", () => {
    expect(quoted).toHaveLength(causes.length);
  });

  it.each(quoted.map((message, index) => [message, causes[index]] as const))(
    "quotes the message: %s",
    async (message, cause) => {
      expect(await cause?.()).toContain(message);
    },
  );
});
