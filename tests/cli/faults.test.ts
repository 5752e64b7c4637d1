import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/command";
import { oktaAlone } from "../support/declare";

// A stack of one vendor starts sooner than the dev stack with its six.
const stackFile = join(__dirname, "..", "..", "Pulumi.faults-test.yaml");
beforeAll(() => writeFileSync(stackFile, JSON.stringify({ config: { "partner-audit:vendors": oktaAlone } })));
afterAll(() => rmSync(stackFile, { force: true }));

describe("npm run faults", () => {
  it("counts at the far side, and says how often each fault struck", async () => {
    const commandLine = ["--stack", "faults-test", "--events", "100", "--fault", "throttle-entry=0.05", "--seed", "3"];
    const { exitCode, stdout, stderr } = await runCommand("faults", commandLine);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(
      /^Counted in the stores and the dead-letter queues\nvendor +received +ingested +deduplicated +rejected +lost\n/,
    );
    expect(stdout).toMatch(/^okta +100 +\d+ +\d+ +0 +0$/m);
    expect(stdout).toMatch(/^throttle-entry +0\.05 +\d+$/m);
    expect(stdout).toMatch(/^unexplained +0$/m);
  });

  it("refuses a fault that it does not know", async () => {
    const { exitCode, stdout, stderr } = await runCommand("faults", ["--fault", "storm=1"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^"storm" is not a kind of fault\./);
  });
});
