import { judgeStack } from "../../cli/policy/judgeStack";
import { outcomeOf, runCommand } from "../support/command";
import { oktaAlone, stackOf } from "../support/declare";
import { oneVendorStack } from "../support/oneVendorStack";
import { program } from "../support/program";

/** Two vendors whose store keeps its events for a week. */
const vendors = { okta: { ...oktaAlone.okta, retentionDays: 7 } };
const stack = oneVendorStack("policy-test", vendors);
afterAll(stack.remove);

describe("npm run policy", () => {
  it("finds nothing in the sandbox stack", async () => {
    const { exitCode, stdout, stderr } = await runCommand("policy", []);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^The \d+ resources of the stack sandbox violate none of \d+ policies\.\n$/);
  });

  it("fails on a mandatory violation and reports it", async () => {
    const { exitCode, stdout, stderr } = await outcomeOf(() =>
      judgeStack({
        stackFile: stackOf({ vendors }, stack.name),
        program,
        configuration: {},
        stackTags: new Map(),
        form: "json",
      }),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toBe("The stack policy-test violates mandatory policies: 1 finding.\n");
    expect(JSON.parse(stdout)).toMatchObject({
      stack: "policy-test",
      mandatory: 1,
      advisory: 0,
      verdicts: [{ policy: "retention", resource: "okta/event-data-store", subject: "retentionPeriod::7" }],
    });
  });

  it("writes its findings as Markdown for a comment, and still fails", async () => {
    const { exitCode, stdout } = await runCommand("policy", ["--stack", stack.name, "--markdown"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^<!-- partner-audit policy -->\n\n### Audit trail of the stack policy-test\n\n\| vendor /);
    expect(stdout).toContain("\n| okta | eventbridge | 7 | - | 1 |\n");
    expect(stdout).toContain("\n| mandatory | retention | The event data store okta&#47;event-data-store ");
  });
});
