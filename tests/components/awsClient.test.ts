import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";

const checkout = join(__dirname, "..", "..");
const { name } = cloudTrailDataPackage;
const mark = "a client of the project's own";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partner audit program "));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stand-in for the package, which not every registry carries. */
function installStandIn(): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "package.json"), JSON.stringify({ name, version: "3.0.0" }));
  writeFileSync(join(target, "index.js"), `exports.CloudTrailDataClient = class { mark = ${JSON.stringify(mark)}; };`);
}

/** Makes the forwarder's bundle for a program in the folder. */
function bundle(awsClient: "runtime" | "packed"): { readonly text: string; readonly error: string } {
  const script = `process.stdout.write(require(${JSON.stringify(join(checkout, "components", "integration", "forwarderBundle"))}).forwarderBundle("${awsClient}").path)`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", join(checkout, "cli", "register.js"), "--eval", script],
    { cwd: folder, encoding: "utf8" },
  );
  return { text: stdout === "" ? "" : readFileSync(join(folder, stdout), "utf8"), error: stderr };
}

describe("the forwarder's bundle for the runtime's client", () => {
  it("has the same bytes whether or not the package is installed, and loads the client at its start", () => {
    const without = bundle("runtime").text;
    installStandIn();
    expect(bundle("runtime").text).toBe(without);
    expect(without).toContain(`require("${name}")`);
    expect(without).not.toContain(mark);
  });
});

describe("the forwarder's bundle with the client packed", () => {
  it("contains the installed package", () => {
    installStandIn();
    const { text } = bundle("packed");
    expect(text).toContain(mark);
    expect(text).not.toContain(`require("${name}")`);
    expect(text).toContain('require("@aws-sdk/client-sqs")');
  });

  it("is refused where the package is not installed, with the command that installs it", () => {
    const { text, error } = bundle("packed");
    expect(text).toBe("");
    expect(error).toContain(
      `PersonError: awsClient is "packed", and ${name} is not installed. Install it (npm install --save-exact ${name}@${cloudTrailDataPackage.version})`,
    );
  });

  it("is installed in the version of the other clients of the SDK", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
    expect(installClient).toBe(`npm install --save-exact ${name}@${devDependencies["@aws-sdk/client-sqs"]}`);
  });
});
