import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { commentMarker } from "../../cli/policy/judgeStack";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, ".github", "workflows");
const { engines, peerDependencies, scripts } = require(join(checkout, "package.json")) as Readonly<
  Record<"engines" | "peerDependencies" | "scripts", Readonly<Record<string, string>>>
>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly if?: string;
  readonly permissions?: object;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;
const stepsOf = (file: string) => Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

describe("the workflows", () => {
  it.each(files)("%s runs npm scripts that exist, and installs nothing that the lock file does not name", (file) => {
    const commands = stepsOf(file).flatMap(({ run }) => run ?? []);
    const called = [...commands.join("\n").matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)];
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter(([, named, short]) => scripts[named ?? short ?? ""] === undefined)).toEqual([]);
    expect(commands.filter((command) => /\bnpm (install|i|add)\b/.test(command))).toEqual([]);
  });

  // What a person writes into a pull request must not become part of a script.
  it.each(files)(
    "%s may only read but for what a job says, puts no expression into a command and keeps no token",
    (file) => {
      const { on, permissions, jobs } = workflowOf(file);
      expect(permissions).toEqual({ contents: "read" });
      // It would run a fork's code with this repository's rights.
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(stepsOf(file).filter(({ run }) => run?.includes("${{"))).toEqual([]);
      for (const { steps } of Object.values(jobs)) {
        const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
        expect(checkouts).toEqual([expect.objectContaining({ with: { "persist-credentials": false } })]);
      }
    },
  );

  it("checks forks without secrets, variables or permissions", () => {
    expect(textOf("check.yml")).not.toMatch(/secrets\.|vars\.|github\.token|id-token/);
    expect(Object.values(workflowOf("check.yml").jobs).flatMap(({ permissions }) => permissions ?? [])).toEqual([]);
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

  it("tries the oldest version of each peer that the package allows, and the newest", () => {
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
  ])("previews a deployment alone: with the stack file %j the first step ends with %d", (content, status) => {
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

  it("finds its earlier comment by the line that the report begins with", () => {
    expect(textOf("preview.yml")).toContain(`startswith("${commentMarker}")`);
  });
});
