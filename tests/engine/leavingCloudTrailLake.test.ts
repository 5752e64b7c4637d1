import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oktaAlone } from "../support/declare";
import { describeEngine, useEngine } from "../support/engine";
import { codeBlocks, sectionOf } from "../support/markdown";
import { shellCommands } from "../support/shellCommands";

const page = readFileSync(join(__dirname, "..", "..", "docs", "leaving-cloudtrail-lake.md"), "utf8");
const [block] = codeBlocks(sectionOf(page, "## Stop"));
const commands = shellCommands(block?.text ?? "");

/** Returns the last word of the documented command with this beginning. */
function lastWordOf(...words: readonly string[]): string {
  return commands.find((command) => words.every((word, index) => command[index] === word))?.at(-1) ?? "";
}

describeEngine("a stack that leaves CloudTrail Lake", () => {
  const okta = { ...oktaAlone.okta, sink: ["cloudtrail-lake", "s3"] };
  const engine = useEngine((started) => started.up(oktaAlone));

  it("adds the sink s3 without changes to existing resources", async () => {
    const done = await engine().up({ okta });
    expect(done.length).toBeGreaterThan(10);
    expect(done.filter((step) => !/^create (okta\/s3\/|lake\/)/.test(step))).toEqual([]);
  });

  it("stops with the documented commands, and keeps the store in AWS", async () => {
    expect(commands.map((command) => command.slice(0, 3).join(" "))).toEqual([
      "pulumi config set",
      "pulumi up --target",
      "pulumi state delete",
      "pulumi config rm",
      "pulumi config rm",
      "pulumi config set",
      "pulumi preview --diff",
      "pulumi up",
    ]);
    const arn = engine().resource("okta/event-data-store")?.id;
    await engine().up({ okta: { ...okta, eventStore: arn } }, { target: [lastWordOf("pulumi", "up", "--target")] });
    const { deployment } = await engine().stack.exportStack();
    const { resources } = deployment as { readonly resources: readonly { readonly urn: string }[] };
    const store = lastWordOf("pulumi", "state");
    expect(resources.map(({ urn }) => urn)).toContain(store);
    await engine().stack.importStack({
      version: 3,
      deployment: { ...deployment, resources: resources.filter(({ urn }) => urn !== store) },
    });
    const done = await engine().up({ okta: { ...oktaAlone.okta, sink: "s3" } });
    expect(done).toContain("delete okta/channel");
    expect(done.filter((step) => /event-data-store|okta\/s3\/|lake\//.test(step))).toEqual([]);
    expect(engine().names()).toContain("okta/event-data-store");
  });
});
