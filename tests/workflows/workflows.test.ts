import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { commentMarker } from "../../cli/policy/markdown";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, ".github", "workflows");
const { scripts } = require(join(checkout, "package.json")) as { readonly scripts: Readonly<Record<string, string>> };

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly if?: string; readonly permissions?: object; readonly steps: readonly Step[] }>
  >;
}

const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;
const stepsOf = (file: string) => Object.values(workflowOf(file).jobs).flatMap(({ steps }) => steps);

/** The npm scripts that a shell command runs. */
function npmScripts(command: string): readonly string[] {
  return [...command.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(
    ([, named, short]) => named ?? short ?? "",
  );
}

describe("the workflows", () => {
  it("are these", () => {
    expect(files.sort()).toEqual(["check.yml", "preview.yml"]);
  });

  it.each(files)("%s runs npm scripts that exist", (file) => {
    const run = stepsOf(file).flatMap((step) => npmScripts(step.run ?? ""));
    expect(run.length).toBeGreaterThan(0);
    expect(run.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  it("would be found out by a script that does not exist", () => {
    const run = npmScripts("npm ci && npm run -s polcy -- --markdown && npm start");
    expect(run.filter((script) => scripts[script] === undefined)).toEqual(["polcy"]);
  });

  it.each(files)("%s may only read, but for what a job says", (file) => {
    expect(workflowOf(file).permissions).toEqual({ contents: "read" });
  });

  it.each(files)("%s takes actions by their major version", (file) => {
    const used = stepsOf(file).flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });

  // What a person writes into a pull request must not become part of a script.
  it.each(files)("%s puts no expression into a shell command, and leaves no token in the checkout", (file) => {
    const steps = stepsOf(file);
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts).toEqual([expect.objectContaining({ with: { "persist-credentials": false } })]);
  });

  it.each(files)("%s never runs a fork's code with this repository's rights", (file) => {
    expect(Object.keys(workflowOf(file).on)).not.toContain("pull_request_target");
  });

  it("checks without secrets, variables or rights, so that forks are checked alike", () => {
    const { jobs } = workflowOf("check.yml");
    expect(textOf("check.yml")).not.toMatch(/secrets\.|vars\.|github\.token|id-token/);
    expect(Object.values(jobs).map(({ permissions }) => permissions)).toEqual([undefined]);
    expect(stepsOf("check.yml").flatMap(({ run }) => run ?? [])).toEqual([
      "npm ci",
      "npm run check",
      "npm run -s policy",
      "npm start",
    ]);
  });

  it("previews by the pack with a role of a few minutes, and not for forks", () => {
    const { preview } = workflowOf("preview.yml").jobs;
    expect(preview?.permissions).toEqual({ contents: "read", "id-token": "write", "pull-requests": "write" });
    expect(preview?.if).toContain("head.repo.full_name == github.repository");
    expect(textOf("preview.yml")).not.toMatch(/secrets\.|aws-access-key-id/);
    expect(preview?.steps.at(-1)).toMatchObject({
      uses: "pulumi/actions@v7",
      with: { command: "preview", policyPacks: "policy", "comment-on-pr": true },
    });
  });

  it("finds its earlier comment by the line that the report begins with", () => {
    expect(textOf("preview.yml")).toContain(`startswith("${commentMarker}")`);
  });
});
