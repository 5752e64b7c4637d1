import { readFileSync } from "node:fs";
import { PersonError } from "../components/personError";
import { type Judgement, judge, type Verdict } from "../policy/judge";
import { policies } from "../policy/policies";
import type { PackConfiguration } from "../policy/settings";
import { declareProgram } from "../sandbox/program";
import { readStackFile } from "../sandbox/stackFile";
import { parseArguments } from "./arguments";
import { readFailure } from "./eventFile";
import { checkPackConfiguration } from "./policy/checkPackConfiguration";
import { markdownReport } from "./policy/markdown";
import { projectFolder } from "./projectFolder";
import { runCommand } from "./run";
import { table } from "./table";

const usage = `npm run -s policy -- [--stack NAME] [--config FILE] [--stack-tag NAME=VALUE ...] [--json | --markdown]

Judges the stack's resources by the policy pack, without Pulumi's engine: every value is known, as after an up.
  --stack NAME            the stack; dev where this is not given
  --config FILE           the pack's configuration, as pulumi's --policy-pack-config takes it; policy/presets has some
  --stack-tag NAME=VALUE  a tag of the stack, which Pulumi's backend keeps; may be given several times
  --json                  one JSON object in place of a table
  --markdown              vendors, retention and findings for a comment on a pull request`;

async function policy(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, {
    options: {
      stack: { type: "string" },
      config: { type: "string" },
      "stack-tag": { type: "string", multiple: true },
      json: { type: "boolean" },
      markdown: { type: "boolean" },
    },
  });
  if (values.json && values.markdown) {
    throw new PersonError("--json and --markdown are two forms of one report; give one of them.");
  }
  const stack = values.stack ?? "dev";
  const configuration = values.config === undefined ? {} : readConfiguration(values.config);
  const stackTags = new Map(values["stack-tag"].map(tagOf));
  process.chdir(projectFolder);
  const program = await declareProgram(readStackFile(projectFolder, stack), () => require("../index"));
  const judgement = await judge(policies, program.resources, { configuration, stackTags });
  const { verdicts, waived, unknown } = judgement;
  const count = (level: Verdict["enforcementLevel"]) =>
    verdicts.filter(({ enforcementLevel }) => enforcementLevel === level).length;
  const mandatory = verdicts.length - count("advisory");
  const summary = { mandatory, advisory: count("advisory") };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ stack, verdicts, ...summary, waived, unknown })}\n`
      : values.markdown
        ? markdownReport(stack, program, judgement)
        : report(stack, program.resources.length, judgement),
  );
  if (mandatory > 0) {
    throw new PersonError(
      `The stack ${stack} violates mandatory policies: ${mandatory} ${mandatory === 1 ? "finding" : "findings"}.`,
    );
  }
}

function readConfiguration(file: string): PackConfiguration {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw readFailure(file, error);
  }
  try {
    return checkPackConfiguration(file, JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? new PersonError(`${file} is no JSON: ${error.message}`) : error;
  }
}

function tagOf(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new PersonError(`--stack-tag takes NAME=VALUE; ${JSON.stringify(text)} is none.`);
  }
  return [name, value];
}

function report(stack: string, resources: number, { verdicts, waived, unknown }: Judgement): string {
  const rows = [
    ...verdicts.map(({ enforcementLevel, policy: name, message }) => [enforcementLevel, name, message]),
    ...waived.map(({ policy: name, message, reason }) => ["waived", name, `${message} Waived: ${reason}`]),
    ...unknown.map((property) => ["unknown", "", `${property} is not known, and was not judged.`]),
  ];
  const sum = `The ${resources} resources of the stack ${stack} violate ${verdicts.length === 0 ? "none" : "some"} of ${policies.length} policies.\n`;
  return rows.length === 0 ? sum : `${table(["level", "policy", "finding"], rows, 400)}\n\n${sum}`;
}

void runCommand(usage, process.argv.slice(2), policy);
