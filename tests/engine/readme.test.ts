import { readFileSync } from "node:fs";
import { join } from "node:path";
import { follow, type Reading } from "../support/documentedCommands";
import { checkout, describeEngine, ofTheTests } from "../support/engine";
import { sectionOf } from "../support/markdown";

const readme = readFileSync(join(checkout, "README.md"), "utf8");
/** The sections in order: deploying, adding a vendor and removing the stack. */
const [deploy = "", addVendor = "", remove = ""] = ["## Deploy", "## Add a vendor", "## Remove"].map((heading) =>
  sectionOf(readme, heading),
);
const scenario = [deploy, addVendor, remove].join("\n\n");

/** Lines in which the engine, the program or the pack reports an error or a warning. */
const warnings = /^.*(?:\b(?:warning|error): |\[(?:advisory|mandatory)\]|can't run policy).*$/gim;

describeEngine("the README in a plain clone", () => {
  let reading: Reading;
  beforeAll(async () => {
    reading = await follow(scenario, { onEngine: true });
  }, 300_000);

  it("previews, deploys, adds a vendor and removes the stack with its own commands", () => {
    expect(reading.problems).toEqual([]);
    expect(reading.operations.map(({ command }) => command)).toEqual([
      "pulumi preview --policy-pack policy",
      "pulumi up --policy-pack policy",
      "pulumi up --policy-pack policy",
      "pulumi up --policy-pack policy --policy-pack-config policy/presets/removal.json",
      "pulumi destroy",
    ]);
  });

  it("produces no warning and no advice", () => {
    const said = reading.operations.flatMap(({ output }) => output.match(warnings) ?? []);
    expect(said.filter((line) => !ofTheTests.test(line))).toEqual([]);
  });

  it("changes no tracked file except the stack's own", () => {
    expect(reading.changed).toEqual([" M Pulumi.dev.yaml"]);
  });
});

describeEngine("a plain clone without a real event source", () => {
  it("is refused with the command that sets one, without a stack trace, for any stack name", async () => {
    const commands = ["sandbox", "prod", "dev"].flatMap((stack) => [`pulumi stack init ${stack}`, "pulumi preview"]);
    const { problems, operations } = await follow(["```sh", ...commands, "```", ""].join("\n"), { onEngine: true });
    expect(problems.filter((one) => one.startsWith("line 1: pulumi preview fails"))).toHaveLength(3);
    const [sandbox, prod, dev] = operations.map(({ output }) => output.replaceAll(/\s+/g, " "));
    expect(operations.flatMap(({ output }) => output.match(/^ +at .*/gm) ?? [])).toEqual([]);
    expect(sandbox).toContain("partner-audit:sandbox: true is allowed only in the sandbox");
    expect(prod).toContain("partner-audit:vendors: is empty");
    expect(dev).toContain(
      'partner-audit:vendors.okta.eventSourceName: "aws.partner/okta.com/REPLACE-ME/REPLACE-ME" is a placeholder; set the partner event source that the vendor made: pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/NAMESPACE/NAME',
    );
  });
});
