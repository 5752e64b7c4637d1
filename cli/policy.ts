import { join } from "node:path";
import { PersonError } from "../components/personError";
import { judge, type Verdict } from "../policy/judge";
import { policies } from "../policy/policies";
import { declareProgram } from "../sandbox/program";
import { readStackFile } from "../sandbox/stackFile";
import { parseArguments } from "./arguments";
import { runCommand } from "./run";
import { table } from "./table";

const usage = `npm run -s policy -- [--stack NAME] [--json]

Judges the stack's resources by the policy pack, without Pulumi's engine: every value is known, as after an up.
  --stack NAME  the stack; dev where this is not given
  --json        one JSON object in place of a table`;

const projectFolder = join(__dirname, "..");

async function policy(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options: { stack: { type: "string" }, json: { type: "boolean" } } });
  const stack = values.stack ?? "dev";
  process.chdir(projectFolder);
  const { resources } = await declareProgram(readStackFile(projectFolder, stack), () => require("../index"));
  const verdicts = await judge(
    policies,
    resources.map(({ type, name, urn, inputs }) => ({ type, name, urn, props: inputs })),
  );
  const count = (level: Verdict["enforcementLevel"]) =>
    verdicts.filter(({ enforcementLevel }) => enforcementLevel === level).length;
  const summary = { mandatory: count("mandatory"), advisory: count("advisory") };
  process.stdout.write(
    values.json ? `${JSON.stringify({ stack, verdicts, ...summary })}\n` : report(stack, resources.length, verdicts),
  );
  if (summary.mandatory > 0) {
    throw new PersonError(`The stack ${stack} violates mandatory policies: ${summary.mandatory} findings.`);
  }
}

function report(stack: string, resources: number, verdicts: readonly Verdict[]): string {
  const names = policies.map(({ name }) => name).join(", ");
  if (verdicts.length === 0) {
    return `The ${resources} resources of the stack ${stack} violate no policy (${names}).\n`;
  }
  const rows = verdicts.map(({ enforcementLevel, policy: name, message }) => [enforcementLevel, name, message]);
  return `${table(["level", "policy", "finding"], rows, 300)}\n`;
}

void runCommand(usage, process.argv.slice(2), policy);
