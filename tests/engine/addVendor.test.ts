import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeEngine } from "../support/engine";
import { codeBlocks, sectionOf } from "../support/markdown";
import { copyOfProject } from "../support/projectCopy";

const project = join(__dirname, "..", "..");

/** The blocks of code, in their order, under a heading of the README. */
function blocksUnder(heading: string): readonly string[] {
  const readme = readFileSync(join(project, "README.md"), "utf8");
  return codeBlocks(sectionOf(readme, `### ${heading}`)).map(({ text }) => text);
}

describeEngine("a vendor that no code knows", () => {
  // As a person has it before the first stack.
  const { folder, remove } = copyOfProject("Pulumi.dev.yaml");
  afterAll(remove);

  const shell = (commands: string): string =>
    execFileSync("bash", ["-euo", "pipefail", "-c", commands], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${folder.replaceAll(" ", "%20")}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });

  it("ends in answered SQL by the README's lines alone", () => {
    const [events, commands, output] = blocksUnder("A vendor that no code knows");
    writeFileSync(join(folder, "hr.jsonl"), events ?? "");
    shell("pulumi stack init dev && pulumi config set aws:region us-east-1");
    expect(commands?.match(/^pulumi config set --path partner-audit:vendors\.hr\./gm)).toHaveLength(10);
    const printed = shell(commands ?? "exit 1");
    // The README leaves out what lies between, with an ellipsis.
    const parts = (output ?? "").split(/^\.\.\.$/m).map((part) => part.trim());
    expect(parts).toHaveLength(2);
    for (const part of parts) {
      expect(part.length).toBeGreaterThan(100);
      expect(printed).toContain(part);
    }
  });

  it("stops at the README's mistake with the README's words", () => {
    const message = blocksUnder("A vendor that no code knows")[3]?.trim() ?? "missing";
    shell("pulumi config set --path partner-audit:vendors.hr.mapping.errorCode \"event.ok ? ''\"");
    expect(() => shell("npm run -s policy 2>&1 >/dev/null | tee policy.log; false")).toThrow();
    expect(readFileSync(join(folder, "policy.log"), "utf8")).toContain(message);
  });
});
