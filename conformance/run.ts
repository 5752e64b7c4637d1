import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { checks, namedChecks } from "./checks";
import { pythonWithPackages } from "./python";

/** The exit code of a check that cannot run here (GNU Automake manual, "Scripts-based Testsuites"). */
const exitCodeOfSkipped = 77;

type Status = "passed" | "failed" | "skipped";

/** The result of one check; the detail is its last line, or the reason why it was skipped. */
interface Result {
  readonly status: Status;
  readonly detail: string;
}

/**
 * Runs the named checks, or all, from the project's folder, and prints a line for each and the counts. If Python or a package is missing, every
 * check is skipped with a notice. A check that ends with exit code 77 lacks something else and is skipped with its last line.
 * `REQUIRE_CONFORMANCE=1` makes both a failure.
 */
function run(names: readonly string[]): void {
  const chosen = namedChecks(names);
  const python = pythonWithPackages(join(__dirname, "requirements.txt"));
  const counts: Record<Status, number> = { passed: 0, failed: 0, skipped: 0 };
  const width = Math.max(...Object.keys(checks).map((check) => check.length));
  for (const check of chosen) {
    const { status, detail } =
      "missing" in python ? { status: statusOfSkipped(), detail: python.missing } : resultOf(check, python.path);
    counts[status]++;
    process.stdout.write(`${check.padEnd(width)}  ${status.padEnd(7)}  ${detail}\n`);
  }
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

/** Runs one check, and prints what it prints above its last line if it fails. */
function resultOf(check: string, python: string): Result {
  const { status, stdout } = spawnSync(python, [join(__dirname, check, "check.py")], {
    cwd: join(__dirname, ".."),
    encoding: "utf8",
    env: {
      ...process.env,
      PYTHONPATH: [join(__dirname, "common"), process.env.PYTHONPATH ?? ""].filter(Boolean).join(delimiter),
      PYTHONDONTWRITEBYTECODE: "1",
    },
    maxBuffer: 64 * 2 ** 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = (stdout ?? "").trimEnd().split("\n");
  const detail = lines.at(-1) || "it ended without a result";
  if (status === 0 || status === exitCodeOfSkipped) {
    return { status: status === 0 ? "passed" : statusOfSkipped(), detail };
  }
  for (const line of lines.slice(0, -1)) {
    process.stdout.write(`${check}: ${line}\n`);
  }
  return { status: "failed", detail };
}

function statusOfSkipped(): Status {
  return process.env.REQUIRE_CONFORMANCE === "1" ? "failed" : "skipped";
}

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof RangeError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
