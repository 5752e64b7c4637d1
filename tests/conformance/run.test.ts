import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checks as checkTable } from "../../conformance/checks";
import { temporaryFolder } from "../../sandbox/temporaryFolder";

const checkout = join(__dirname, "..", "..");
const folder = join(checkout, "conformance");
const checks = readdirSync(folder).filter((name) => existsSync(join(folder, name, "check.py")));
const noPython = join(checkout, "no-python");

/** Runs the named checks, or all, with a Python, by default one that does not exist. */
function runChecks(required: string, python = noPython, ...names: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(checkout, "cli", "register.js"), join(folder, "run.ts"), ...names],
    {
      encoding: "utf8",
      env: { ...process.env, CONFORMANCE_PYTHON: python, REQUIRE_CONFORMANCE: required },
    },
  );
  return { status, lines: stdout.trimEnd().split("\n"), stderr };
}

describe("npm run conformance without Python", () => {
  it("skips every check with a notice", () => {
    expect(checks).toEqual(expect.arrayContaining(["botocore", "cfnlint"]));
    const { status, lines } = runChecks("");
    expect(status).toBe(0);
    expect(lines).toEqual([
      ...checks.map(() =>
        expect.stringMatching(/ skipped {2}CONFORMANCE_PYTHON \(.*no-python\) does not run, or lacks/),
      ),
      `0 passed, 0 failed, ${checks.length} skipped`,
    ]);
  });

  it("fails every check if REQUIRE_CONFORMANCE is 1", () => {
    const { status, lines } = runChecks("1");
    expect(status).toBe(1);
    expect(lines.at(-1)).toBe(`0 passed, ${checks.length} failed, 0 skipped`);
  });
});

test("the table of checks has every folder with a check.py, in order", () => {
  expect(Object.keys(checkTable)).toEqual(checks);
});

describe("npm run conformance -- NAME...", () => {
  it("runs the named checks alone, each once, in the table's order", () => {
    const { lines } = runChecks("", noPython, "cfnlint", "botocore", "cfnlint");
    expect(lines).toEqual([
      expect.stringMatching(/^botocore +skipped/),
      expect.stringMatching(/^cfnlint +skipped/),
      "0 passed, 0 failed, 2 skipped",
    ]);
  });

  it("runs nothing for an unknown name, and lists the checks", () => {
    const { status, lines, stderr } = runChecks("", noPython, "botocore", "constructor");
    expect({ status, lines }).toEqual({ status: 1, lines: [""] });
    const [first, ...table] = stderr.trimEnd().split("\n");
    expect(first).toBe("There is no check constructor. The checks are:");
    expect(table.map((line) => line.trim().split(" ")[0])).toEqual(checks);
  });
});

test.each([
  ["", 0, `0 passed, 0 failed, ${checks.length} skipped`],
  ["1", 1, `0 passed, ${checks.length} failed, 0 skipped`],
])(
  "npm run conformance skips a check that ends with 77, unless REQUIRE_CONFORMANCE is 1: '%s'",
  (required, status, last) => {
    const work = temporaryFolder("conformance-test");
    try {
      const python = join(work.path, "python");
      writeFileSync(python, '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "notice: no Java"\nexit 77\n', { mode: 0o755 });
      const run = runChecks(required, python);
      expect(run).toMatchObject({
        status,
        lines: [...checks.map(() => expect.stringMatching(/notice: no Java$/)), last],
      });
    } finally {
      work.remove();
    }
  },
);
