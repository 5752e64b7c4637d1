import { execFile } from "node:child_process";
import { join } from "node:path";
import { oktaAlone } from "../support/declare";
import { describeEngine } from "../support/engine";

const checkout = join(__dirname, "..", "..");

/** What the engine prints when it previews a stack with these vendors. */
function preview(vendors: object): Promise<{ readonly exitCode: number; readonly output: string }> {
  const commandLine = ["--require", "./cli/register.js", "tests/support/previewStack.ts", JSON.stringify(vendors)];
  return new Promise((resolve) => {
    execFile(process.execPath, commandLine, { cwd: checkout }, (error, stdout, stderr) =>
      resolve({ exitCode: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });
}

describeEngine("a configuration in the engine's output", () => {
  it("that is wrong shows every problem and no stack trace", async () => {
    const { exitCode, output } = await preview({ okta: { ...oktaAlone.okta, retentionDay: 3 }, octa: oktaAlone.okta });
    expect(exitCode).toBe(1);
    expect(output).toContain("The stack's configuration has 2 problems; nothing was provisioned:");
    expect(output).toContain(
      'partner-audit:vendors.okta.retentionDay: "retentionDay" is not a known key; did you mean retentionDays? Known: ',
    );
    expect(output).toContain(
      'partner-audit:vendors.octa: "octa" is not a known vendor; did you mean okta? Known: auth0, ',
    );
    expect(output).not.toMatch(/^ +at /m);
  });

  it("that is right shows the plan", async () => {
    const { exitCode, output } = await preview(oktaAlone);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining("+ 21 to create") });
  });
});
