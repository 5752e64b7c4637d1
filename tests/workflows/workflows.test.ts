import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { commentMarker } from "../../cli/policy/judgeStack";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, ".github", "workflows");
const {
  engines,
  peerDependencies,
  private: isPrivate,
  scripts,
} = require(join(checkout, "package.json")) as Readonly<
  Record<"engines" | "peerDependencies" | "scripts", Readonly<Record<string, string>>>
> & { readonly private?: boolean };

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The version in the lock file, so a preview uses the CLI that was released with the SDK. */
const pulumi = require(join(checkout, "package-lock.json")).packages["node_modules/@pulumi/pulumi"].version;

const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;
const writes = (permissions: Job["permissions"] = {}) => Object.values(permissions).includes("write");
const stepsOf = (file: string) => Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

describe("the workflows", () => {
  it.each(files)("%s runs existing npm scripts, and installs nothing outside of the lock file", (file) => {
    const commands = stepsOf(file).flatMap(({ run }) => run ?? []);
    const called = [...commands.join("\n").matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)];
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter(([, named, short]) => scripts[named ?? short ?? ""] === undefined)).toEqual([]);
    expect(commands.filter((command) => /\bnpm (install|i|add)\b/.test(command))).toEqual([]);
  });

  // Text of a pull request must not become part of a script.
  it.each(files)(
    "%s has only read permissions unless a job adds some, puts no expression into a command and keeps no token",
    (file) => {
      const { on, permissions, jobs } = workflowOf(file);
      expect(permissions).toEqual({ contents: "read" });
      // It would run a fork's code with this repository's permissions.
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(stepsOf(file).filter(({ run }) => run?.includes("${{"))).toEqual([]);
      for (const { steps } of Object.values(jobs)) {
        const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
        for (const { with: inputs } of checkouts) {
          expect(inputs).toEqual({ "persist-credentials": false });
        }
      }
    },
  );

  // GitHub Docs, "Secure use reference": a full-length commit SHA is the only way to use an action as an immutable release.
  it.each(files)("%s pins each action to its commit and names the version", (file) => {
    const uses = textOf(file)
      .split("\n")
      .filter((line) => /^\s*(?:- )?uses:/.test(line));
    expect(uses).toHaveLength(stepsOf(file).filter((step) => step.uses !== undefined).length);
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it.each(files)("%s runs no install script of a dependency and no unpinned tool in a job that can write", (file) => {
    const writers = Object.values(workflowOf(file).jobs).filter((job) => writes(job.permissions));
    const commands = writers.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])).join("\n");
    expect(commands).not.toMatch(/\bnpm ci(?! --ignore-scripts)|\bnpx\b|\bpip\b|\bcurl\b|\.ci\/versions/);
    const engines = writers.flatMap(({ steps }) => steps).filter(({ uses }) => uses?.startsWith("pulumi/actions@"));
    expect(engines.map((step) => step.with?.["pulumi-version"])).toEqual(engines.map(() => pulumi));
  });

  it("checks forks without secrets, variables or permissions", () => {
    expect(textOf("check.yml")).not.toMatch(/secrets\.|vars\.|github\.token|id-token/);
    expect(Object.values(workflowOf("check.yml").jobs).filter(({ permissions }) => permissions !== undefined)).toEqual(
      [],
    );
  });

  it("previews with the permissions of one role, no stored key, and not for forks", () => {
    const { preview } = workflowOf("preview.yml").jobs;
    expect(preview?.permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "write" });
    expect(preview?.if).toContain("head.repo.full_name == github.repository");
    expect(textOf("preview.yml")).not.toMatch(/secrets\.|aws-access-key-id/);
  });

  it("checks on every Node that the package supports", () => {
    expect(workflowOf("check.yml").jobs.check?.strategy?.matrix).toEqual({ node: [20, 22, 24] });
    expect(engines.node).toBe("^20.19.0 || >=22.12.0");
  });

  it("uses the Node of .nvmrc, which is that of the Lambda functions, except in a matrix", () => {
    const version = readFileSync(join(checkout, ".nvmrc"), "utf8").trim();
    expect(readFileSync(join(checkout, "components/integration/forwarderFunction.ts"), "utf8")).toContain(
      `runtime: "nodejs${version}.x"`,
    );
    const nodes = files.flatMap(stepsOf).filter(({ uses }) => uses?.startsWith("actions/setup-node@"));
    expect(nodes.length).toBeGreaterThan(0);
    const given = nodes.map(({ with: inputs }) => inputs?.["node-version-file"] ?? inputs?.["node-version"]);
    expect(given.filter((node) => !/^\.nvmrc$|matrix\.node/.test(String(node)))).toEqual([]);
  });

  it("releases in a job that has the tokens and runs no code of the project, for packages that npm does not receive", () => {
    const { build, release } = workflowOf("release.yml").jobs;
    expect(build?.permissions).toBeUndefined();
    expect(release?.permissions).toEqual({ attestations: "write", contents: "write", "id-token": "write" });
    expect(release?.steps.filter(({ run, uses }) => /npm|node/.test(run ?? "") || uses?.includes("checkout"))).toEqual(
      [],
    );
    expect(isPrivate).toBe(true);
    expect(textOf("release.yml")).not.toContain("npm publish");
  });

  it.each([
    ["v0.1.0", 0],
    ["v0.1.1", 1],
    ["0.1.0", 1],
  ])("with the tag %s and packages of version 0.1.0 the release's first step exits with %d", (tag, status) => {
    const refusal = stepsOf("release.yml").find(({ run }) => run?.includes("::error::"));
    const environment = { ...process.env, TAG: tag };
    const ended = spawnSync("bash", ["-e", "-c", refusal?.run ?? "exit 99"], { cwd: checkout, env: environment });
    expect(ended.status).toBe(status);
  });

  it("tests the oldest and the newest allowed version of each peer", () => {
    const tried = workflowOf("check.yml").jobs.versions?.strategy?.matrix.include ?? [];
    const oldest = (peer: string) => peerDependencies[peer]?.replace("^", "");
    expect(tried[0]).toEqual({ node: 20, aws: oldest("@pulumi/aws"), pulumi: oldest("@pulumi/pulumi") });
    expect(tried.at(-1)).toEqual({ node: 24, aws: "7", pulumi: "3" });
  });

  it.each([
    ["okta:\n  eventSourceName: aws.partner/okta.com/our-org/audit", 0],
    ["partner-audit:sandbox: true", 1],
    ["okta:\n  eventSourceName: aws.partner/okta.com/REPLACE-ME/REPLACE-ME", 1],
    ["okta:\n  eventSourceName: aws.partner/okta.com/replace-me/audit", 1],
    [undefined, 1],
  ])("previews only a deployment: with the stack file %j the first step exits with %d", (content, status) => {
    const folder = mkdtempSync(join(tmpdir(), "partner-audit-workflow-"));
    if (content !== undefined) {
      writeFileSync(join(folder, "Pulumi.prod.yaml"), content);
    }
    const refusal = stepsOf("preview.yml").find(({ run }) => run?.includes("::error::"));
    const environment = { ...process.env, STACK: "prod" };
    const ended = spawnSync("bash", ["-e", "-c", refusal?.run ?? "exit 99"], { cwd: folder, env: environment });
    rmSync(folder, { recursive: true });
    expect(ended.status).toBe(status);
  });

  it("finds its earlier comment by the report's first line", () => {
    expect(textOf("preview.yml")).toContain(`startswith("${commentMarker}")`);
  });
});
