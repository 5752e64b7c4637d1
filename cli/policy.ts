import { PersonError } from "../components/personError";
import { readStackFile, sandboxStack } from "../sandbox/program/stackFile";
import { flag, jsonFlag, repeated, valued } from "./command/options";
import { readJson } from "./command/readText";
import { createSubcommand } from "./command/subcommand";
import { checkPackConfiguration } from "./policy/checkPackConfiguration";
import { loadProgram, projectFolder } from "./project";

export const command = createSubcommand({
  name: "policy",
  description:
    "Checks the stack's resources against the policy pack, without Pulumi's engine: every value is known, as after an up.",
  options: {
    stack: valued("NAME", `the stack: the NAME of its Pulumi.NAME.yaml (default: ${sandboxStack})`),
    resources: valued(
      "FILE",
      "checks these instead of the program's: a JSON list of {type, name, props, outputs}, or what pulumi stack export prints",
    ),
    config: valued(
      "FILE",
      "the pack's configuration, in the form of pulumi's --policy-pack-config; policy/presets has examples",
    ),
    "stack-tag": repeated("NAME=VALUE", "a tag of the stack, which Pulumi's backend keeps; repeatable"),
    json: jsonFlag,
    markdown: flag("prints vendors, retention and findings as a comment on a pull request"),
  },
  examples: [
    ["policy", "the demonstration's stack"],
    [
      "policy --stack prod --config policy/presets/dev.json",
      "a stack of yours, with another configuration of the pack",
    ],
    ["policy --resources stack.json --json", "an export of a stack"],
  ],
  failure: "wrong input, or a mandatory policy is violated",
  // Wrong options are reported before the program is loaded.
  run: async ({ stack, resources, config, json, markdown, "stack-tag": tags }) => {
    if (json && markdown) {
      throw new PersonError("--json and --markdown are two forms of one report; give one of them.");
    }
    const configuration = config === undefined ? {} : checkPackConfiguration(config, readJson(config));
    const stackTags = new Map(tags.map(tagOf));
    const written = json ? "json" : "text";
    if (resources !== undefined) {
      if (stack !== undefined || markdown) {
        throw new PersonError("--resources replaces the program: leave out --stack and --markdown, which need one.");
      }
      const { judgeFile } = await import("./policy/judgeStack");
      await judgeFile({ file: resources, configuration, stackTags, form: written });
      return;
    }
    const folder = projectFolder();
    const stackFile = readStackFile(folder, stack ?? sandboxStack);
    const program = await loadProgram(folder);
    const { judgeStack } = await import("./policy/judgeStack");
    await judgeStack({ stackFile, program, configuration, stackTags, form: markdown ? "markdown" : written });
  },
});

function tagOf(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new PersonError(`--stack-tag takes NAME=VALUE; it is ${JSON.stringify(text)}.`);
  }
  return [name, value];
}
