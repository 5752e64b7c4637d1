import { runCommand } from "../support/command";
import { oneVendorStack } from "../support/oneVendorStack";

const stack = oneVendorStack("faults-test");
afterAll(stack.remove);

describe("npm run faults", () => {
  it("counts at the far side, and says how often each fault struck", async () => {
    const commandLine = ["--stack", stack.name, "--events", "100", "--fault", "throttle-entry=0.05", "--seed", "3"];
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
