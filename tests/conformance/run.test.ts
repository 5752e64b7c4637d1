import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, "conformance");
const checks = readdirSync(folder).filter((name) => existsSync(join(folder, name, "check.py")));

/** Runs the checks with a Python that does not exist. */
function runWithoutPython(required: string) {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--require", join(checkout, "cli", "register.js"), join(folder, "run.ts")],
    {
      encoding: "utf8",
      env: { ...process.env, CONFORMANCE_PYTHON: join(checkout, "no-python"), REQUIRE_CONFORMANCE: required },
    },
  );
  return { status, lines: stdout.trimEnd().split("\n") };
}

describe("npm run conformance without Python", () => {
  it("skips every check with a notice", () => {
    expect(checks).toEqual(expect.arrayContaining(["botocore", "cfnlint"]));
    const { status, lines } = runWithoutPython("");
    expect(status).toBe(0);
    expect(lines).toEqual([
      ...checks.map(() =>
        expect.stringMatching(/ skipped {2}CONFORMANCE_PYTHON \(.*no-python\) does not run, or lacks/),
      ),
      `0 passed, 0 failed, ${checks.length} skipped`,
    ]);
  });

  it("fails every check where REQUIRE_CONFORMANCE is 1", () => {
    const { status, lines } = runWithoutPython("1");
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe(`0 passed, ${checks.length} failed, 0 skipped`);
  });
});
