import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePath, forwarderBundle } from "../../components/integration/forwarderBundle";

const checkout = join(__dirname, "..", "..");

describe("the forwarder's bundle", () => {
  it("has the same bytes on a clone in another folder", () => {
    const clone = mkdtempSync(join(tmpdir(), "partner audit clone "));
    try {
      for (const part of ["components", "functions", "cli", "package.json", "tsconfig.json"]) {
        cpSync(join(checkout, part), join(clone, part), { recursive: true });
      }
      symlinkSync(join(checkout, "node_modules"), join(clone, "node_modules"));
      const script = 'require("./components/integration/forwarderBundle").forwarderBundle("runtime")';
      execFileSync(process.execPath, ["--require", "./cli/register.js", "--eval", script], { cwd: clone });
      const { path, expressionsPath } = forwarderBundle("runtime");
      for (const file of [path, expressionsPath]) {
        expect(readFileSync(join(clone, file))).toEqual(readFileSync(join(process.cwd(), file)));
      }
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it("holds the interpreter of expressions in a file of its own, and no SDK client that the runtime has", () => {
    const { path, expressionsPath } = forwarderBundle("runtime");
    const [forwarder, expressions] = [path, expressionsPath].map((file) =>
      readFileSync(join(process.cwd(), file), "utf8"),
    );
    expect(forwarder).not.toContain("ParseError");
    expect(forwarder).toContain('require("./expressions")');
    expect(expressions).toContain("ParseError");
    for (const client of ["sqs", "cloudwatch-logs", "secrets-manager"]) {
      expect(forwarder).toContain(`require("@aws-sdk/client-${client}")`);
    }
  });

  it("lies where the callback looks for it", () => {
    const source = readFileSync(join(checkout, "components", "integration", "forwarderFunction.ts"), "utf8");
    expect(source).toContain(`require("./${bundlePath}")`);
  });
});
