import { execFileSync } from "node:child_process";
import { join } from "node:path";

const checkout = join(__dirname, "..", "..");
const { scripts } = require("../../package.json") as { readonly scripts: Readonly<Record<string, string>> };
const ofPack = (require("../../policy/package.json") as { readonly scripts: Readonly<Record<string, string>> }).scripts;

/** The scripts that users and other programs call. */
const contracts = [
  ...["start", "test", "map", "policy", "query", "detect", "endpoint", "bench", "capacity", "check"],
  ...["conformance", "soak", "build", "layers"],
];

describe("the npm scripts", () => {
  it("are the documented ones and those that npm runs before it packs: fifteen at most", () => {
    expect(Object.keys(scripts).sort()).toEqual([...contracts, "prepack"].sort());
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(15);
  });

  // npm documentation, "npm run-script", script-shell: sh on POSIX systems, cmd.exe on Windows.
  it.each(Object.entries({ ...scripts, ...ofPack }))("%s works in cmd.exe and in sh", (_, script) => {
    for (const command of script.split(" && ")) {
      expect(command).toMatch(/^(node|npm|tsc) /);
      expect(command).not.toMatch(/[$|<>;`^%]|^[A-Z_]+=/);
      // cmd.exe does not support single quotes.
      expect(command.replace(/"[^"]*"/g, "")).not.toContain("'");
    }
  });

  it("check refuses a check that does not exist", () => {
    const run = () =>
      execFileSync(process.execPath, [".ci/check.js", "lnt"], { cwd: checkout, encoding: "utf8", stdio: "pipe" });
    expect(run).toThrow(/lnt is not a check\. Checks: lint, types, layers, api, docs; or --write alone\./);
  });
});
