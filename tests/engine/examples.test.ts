import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloneOfProject } from "../support/clone";
import { describeEngine, engineEnvironment, previewOf } from "../support/engine";

// In a checkout an example imports this project's own entry; tests/package runs the examples with the npm package.
jest.mock("partner-audit", () => jest.requireActual("../../components"), { virtual: true });

const examples = join(__dirname, "..", "..", "examples");

describeEngine("the examples on the real engine", () => {
  it.each([
    ["bringYourOwnStore", 38],
    ["cloudWatchOnly", 20],
    ["directPartner", 5],
    ["manyVendors", 80],
    ["oneVendor", 21],
    ["openLake", 71],
  ])("previews %s as exactly %i creations", async (example, create) => {
    expect(await previewOf(async () => require(join(examples, example, "index.ts")))).toEqual({ create });
  });

  it("leave a clone clean after pulumi stack init", () => {
    const clone = cloneOfProject();
    const engine = mkdtempSync(join(tmpdir(), "engine of the examples "));
    try {
      const env = { ...process.env, ...engineEnvironment(engine) };
      for (const example of readdirSync(examples)) {
        const cwd = join(clone.folder, "examples", example);
        execFileSync("pulumi", ["stack", "init", "dev"], { cwd, env, stdio: "ignore" });
        expect(existsSync(join(cwd, "Pulumi.dev.yaml"))).toBe(true);
      }
      expect(clone.status()).toEqual([]);
    } finally {
      clone.remove();
      rmSync(engine, { recursive: true });
    }
  });
});
