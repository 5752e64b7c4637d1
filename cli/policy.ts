import { PersonError } from "../components/personError";
import { readStackFile, sandboxStack } from "../sandbox/stackFile";
import { flag, parseArguments, repeated, usageOf, valued } from "./arguments";
import { loadProgram } from "./loadProgram";
import { checkPackConfiguration } from "./policy/checkPackConfiguration";
import { readJson } from "./readText";
import { projectFolder, runCommand } from "./run";

const options = {
  stack: valued("NAME", "the stack; sandbox where this is not given"),
  resources: valued(
    "FILE",
    "judges these in place of the program's: a JSON list of {type, name, props, outputs}, or what `pulumi stack export` prints",
  ),
  config: valued(
    "FILE",
    "the pack's configuration, as pulumi's --policy-pack-config takes it; policy/presets has some",
  ),
  "stack-tag": repeated("NAME=VALUE", "a tag of the stack, which Pulumi's backend keeps; may be given several times"),
  json: flag("one JSON object in place of a table"),
  markdown: flag("vendors, retention and findings for a comment on a pull request"),
} as const;

const usage = usageOf(
  "npm run -s policy -- [--stack NAME | --resources FILE] [--config FILE] [--stack-tag NAME=VALUE ...] [--json | --markdown]",
  "Judges the stack's resources by the policy pack, without Pulumi's engine: every value is known, as after an up.",
  options,
);

/** Reads the command line alone, so that a mistake in it is told before anything is loaded. */
async function policy(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options });
  if (values.json && values.markdown) {
    throw new PersonError("--json and --markdown are two forms of one report; give one of them.");
  }
  const configuration =
    values.config === undefined ? {} : checkPackConfiguration(values.config, readJson(values.config));
  const stackTags = new Map(values["stack-tag"].map(tagOf));
  const written = values.json ? "json" : "text";
  if (values.resources !== undefined) {
    if (values.stack !== undefined || values.markdown) {
      throw new PersonError(
        "--resources takes the place of a program: leave out --stack and --markdown, which are about one.",
      );
    }
    const { judgeFile } = await import("./policy/judgeStack");
    await judgeFile({ file: values.resources, configuration, stackTags, form: written });
    return;
  }
  const stackFile = readStackFile(projectFolder, values.stack ?? sandboxStack);
  const form = values.markdown ? "markdown" : written;
  await loadProgram();
  const { judgeStack } = await import("./policy/judgeStack");
  await judgeStack({ stackFile, program: () => require("../index"), configuration, stackTags, form });
}

function tagOf(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new PersonError(`--stack-tag takes NAME=VALUE; ${JSON.stringify(text)} is none.`);
  }
  return [name, value];
}

void runCommand(usage, process.argv.slice(2), policy);
