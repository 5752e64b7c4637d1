import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveFiles, bundlePath, forwarderBundle } from "../../components/integration/forwarderBundle";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";
import { mappingModuleNames } from "../../functions/mapping/configured/configuredExpressions";

const checkout = join(__dirname, "..", "..");
const client = cloudTrailDataPackage.name;
const read = (file: string, folder = process.cwd()) => readFileSync(join(folder, file), "utf8");

// With the client packed: tests/engine/foreignProject.test.ts, in a project that installs one.
describe("the forwarder's bundle for the runtime's client", () => {
  const files = Object.values(archiveFiles(forwarderBundle("runtime"), mappingModuleNames));

  it("has the same bytes on a clone in another folder, also where the client is installed", () => {
    const clone = mkdtempSync(join(tmpdir(), "partner audit clone "));
    try {
      for (const part of ["components", "functions", "cli", "package.json", "tsconfig.json"]) {
        cpSync(join(checkout, part), join(clone, part), { recursive: true });
      }
      const modules = join(clone, "node_modules");
      mkdirSync(join(modules, client), { recursive: true });
      writeFileSync(join(modules, client, "package.json"), JSON.stringify({ name: client, version: "3.0.0" }));
      writeFileSync(join(modules, client, "index.js"), 'exports.CloudTrailDataClient = class { mark = "installed"; };');
      for (const name of readdirSync(join(checkout, "node_modules")).filter((one) => one !== "@aws-sdk")) {
        symlinkSync(join(checkout, "node_modules", name), join(modules, name));
      }
      const script = 'require("./components/integration/forwarderBundle").forwarderBundle("runtime")';
      execFileSync(process.execPath, ["--require", "./cli/register.js", "--eval", script], { cwd: clone });
      for (const file of files) {
        expect(read(file, clone)).toBe(read(file));
      }
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it("holds what few mappings need in files of their own, and no SDK client that the runtime has", () => {
    const texts = files.map((file) => read(file));
    const [forwarder = "", , expressions] = texts;
    const marks = ["isSafeNumber", "ParseError", "RE2JSSyntaxException", "buildFormatParser(fmt"];
    expect(texts.map((text) => marks.map((mark) => text.includes(mark)))).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [false, true, false, false],
      [false, false, true, false],
      [false, false, false, true],
    ]);
    for (const name of ["parseExactly", "expressions", "timeFormat"]) {
      expect(forwarder).toContain(`require("./${name}")`);
    }
    expect(expressions).toContain('require("./regularExpressions")');
    for (const name of ["sqs", "cloudwatch-logs", "secrets-manager", "cloudtrail-data"]) {
      expect(forwarder).toContain(`require("@aws-sdk/client-${name}")`);
    }
  });

  it("lies where the callback looks for it", () => {
    expect(read("components/integration/forwarderFunction.ts", checkout)).toContain(`require("./${bundlePath}")`);
  });
});

test("the packed client is installed in the version of the other clients of the SDK", () => {
  const { devDependencies } = JSON.parse(read("package.json", checkout));
  expect(installClient).toBe(`npm install --save-exact ${client}@${devDependencies["@aws-sdk/client-sqs"]}`);
});
