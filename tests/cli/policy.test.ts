import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/command";

const stackFile = join(__dirname, "..", "..", "Pulumi.policy-test.yaml");
afterAll(() => rmSync(stackFile, { force: true }));

describe("npm run policy", () => {
  it("finds nothing in the dev stack", async () => {
    const { exitCode, stdout, stderr } = await runCommand("policy", []);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^The \d+ resources of the stack dev violate none of 20 policies\.\n$/);
  });

  it("fails on a mandatory violation and names it", async () => {
    writeFileSync(
      stackFile,
      "config:\n  aws:region: us-east-1\n  partner-audit:vendors:\n    okta: { eventSourceName: aws.partner/okta.com/acme/audit, retentionDays: 7 }\n",
    );
    const { exitCode, stdout, stderr } = await runCommand("policy", ["--stack", "policy-test", "--json"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe("The stack policy-test violates mandatory policies: 1 finding.\n");
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "policy-test",
      mandatory: 1,
      advisory: 0,
      verdicts: [{ policy: "retention", resource: "okta-event-data-store", subject: "retentionPeriod::7" }],
    });
  });

  it("writes what it finds as Markdown for a comment, and fails all the same", async () => {
    writeFileSync(
      stackFile,
      "config:\n  aws:region: us-east-1\n  partner-audit:vendors:\n    okta: { eventSourceName: aws.partner/okta.com/acme/audit, retentionDays: 7 }\n",
    );
    const { exitCode, stdout } = await runCommand("policy", ["--stack", "policy-test", "--markdown"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^<!-- partner-audit policy -->\n\n### Audit trail of the stack policy-test\n\n\| vendor /);
    expect(stdout).toContain("\n| okta | eventbridge | 7 | - | 1 |\n");
    expect(stdout).toContain("\n| mandatory | retention | The event data store okta-event-data-store ");
  });

  it("takes one form of report alone", async () => {
    const { exitCode, stderr } = await runCommand("policy", ["--json", "--markdown"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: "--json and --markdown are two forms of one report; give one of them.\n",
    });
  });
});
