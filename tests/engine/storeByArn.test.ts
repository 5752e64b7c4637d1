import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oktaAlone } from "../support/declare";
import { describeEngine, useEngine } from "../support/engine";
import { codeBlocks, sectionOf } from "../support/markdown";
import { shellCommands } from "../support/shellCommands";

const upgrading = readFileSync(join(__dirname, "..", "..", "docs", "upgrading.md"), "utf8");
const [block] = codeBlocks(sectionOf(upgrading, "## Removal of event data stores from the AWS provider"));
const commands = shellCommands(block?.text ?? "");

describeEngine("a store that a stack created", () => {
  const engine = useEngine((started) => started.up(oktaAlone));

  /** Returns the last word of the documented command with this beginning. */
  const urnOf = (...words: readonly string[]) =>
    commands.find((command) => words.every((word, index) => command[index] === word))?.at(-1) ?? "";

  it("leaves the stack and stays in AWS with the documented commands, and nothing else changes", async () => {
    const before = engine().cloud();
    const arn = engine().resource("okta/event-data-store")?.id;
    expect(commands.map((command) => command.slice(0, 3).join(" "))).toEqual([
      "pulumi config set",
      "pulumi up --target",
      "pulumi state delete",
      "pulumi preview --diff",
    ]);
    expect(
      await engine().up({ okta: { ...oktaAlone.okta, eventStore: arn } }, { target: [urnOf("pulumi", "up")] }),
    ).toEqual([]);
    const { deployment } = await engine().stack.exportStack();
    const urn = urnOf("pulumi", "state");
    const { resources } = deployment as { readonly resources: readonly { readonly urn: string }[] };
    expect(resources.map((resource) => resource.urn)).toContain(urn);
    await engine().stack.importStack({
      version: 3,
      deployment: { ...deployment, resources: resources.filter((resource) => resource.urn !== urn) },
    });
    expect(await engine().up()).toEqual([]);
    expect(engine().cloud()).toEqual(before);
  });
});
