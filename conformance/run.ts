import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { maximalStack } from "./maximalStack";
import { pythonWithPackages } from "./python";

const folder = __dirname;
const projectFolder = join(folder, "..");

/** The exit code of a check that cannot run here (GNU Automake manual, "Scripts-based Testsuites"). */
const exitCodeOfSkipped = 77;

/** The result of one check. The detail is its last line, or the reason why it was skipped. */
interface Result {
  readonly check: string;
  readonly status: "passed" | "failed" | "skipped";
  readonly detail: string;
}

/**
 * Runs `check.py` of every folder beside this file, from the project's folder, and prints a table and the counts. If
 * Python or a package is missing, every check is skipped with a notice. A check that exits with 77 lacks something else
 * and is skipped with its last line. `REQUIRE_CONFORMANCE=1` makes both a failure.
 */
async function run(): Promise<void> {
  const checks = readdirSync(folder).filter((name) => existsSync(join(folder, name, "check.py")));
  const results = await resultsOf(checks);
  const width = Math.max(...checks.map((check) => check.length));
  for (const { check, status, detail } of results) {
    process.stdout.write(`${check.padEnd(width)}  ${status.padEnd(7)}  ${detail}\n`);
  }
  const count = (status: Result["status"]) => results.filter((result) => result.status === status).length;
  process.stdout.write(`${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped\n`);
  process.exitCode = count("failed") > 0 ? 1 : 0;
}

async function resultsOf(checks: readonly string[]): Promise<readonly Result[]> {
  const python = pythonWithPackages(join(folder, "requirements.txt"));
  if ("missing" in python) {
    return checks.map((check) => ({ check, status: statusOfSkipped(), detail: python.missing }));
  }
  const work = temporaryFolder("conformance");
  try {
    const resources = join(work.path, "resources.json");
    const { declaredResources, demoStack, resourcesJson } = await import("./declaredStacks");
    writeFileSync(resources, resourcesJson(await declaredResources([demoStack(projectFolder), maximalStack])));
    return checks.map((check) => resultOf(check, python.path, resources));
  } finally {
    work.remove();
  }
}

function resultOf(check: string, python: string, resources: string): Result {
  const { status, stdout } = spawnSync(python, [join(folder, check, "check.py")], {
    cwd: projectFolder,
    encoding: "utf8",
    env: {
      ...process.env,
      CONFORMANCE_RESOURCES: resources,
      PYTHONPATH: [join(folder, "shared"), process.env.PYTHONPATH ?? ""].filter(Boolean).join(delimiter),
      PYTHONDONTWRITEBYTECODE: "1",
    },
    maxBuffer: 64 * 2 ** 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = (stdout ?? "").trimEnd().split("\n");
  if (status === 0) {
    return { check, status: "passed", detail: lines.at(-1) ?? "" };
  }
  if (status === exitCodeOfSkipped) {
    return { check, status: statusOfSkipped(), detail: lines.at(-1) ?? "" };
  }
  process.stdout.write(
    lines
      .slice(0, -1)
      .map((line) => `${check}: ${line}\n`)
      .join(""),
  );
  return { check, status: "failed", detail: lines.at(-1) || "it ended without a result" };
}

function statusOfSkipped(): Result["status"] {
  return process.env.REQUIRE_CONFORMANCE === "1" ? "failed" : "skipped";
}

void run();
