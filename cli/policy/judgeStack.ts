import { PersonError } from "../../components/personError";
import { type Judgement, judge } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { PackConfiguration } from "../../policy/settings";
import { declareProgram, type Program } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";
import { table } from "../table";
import { markdownReport } from "./markdown";

/** What `npm run policy` was asked for. */
export interface JudgeOptions {
  readonly stackFile: StackFile;
  readonly program: Program;
  readonly configuration: PackConfiguration;
  readonly stackTags: ReadonlyMap<string, string>;
  readonly form: "text" | "json" | "markdown";
}

/**
 * Judges a stack's resources by the policy pack and prints what it finds.
 * @throws PersonError where a mandatory policy is violated
 */
export async function judgeStack(options: JudgeOptions): Promise<void> {
  const { stackFile, configuration, stackTags, form } = options;
  const { stack } = stackFile;
  const program = await declareProgram(stackFile, options.program);
  const judgement = await judge(policies, program.resources, { configuration, stackTags });
  const { verdicts, waived, unknown } = judgement;
  const advisory = verdicts.filter(({ enforcementLevel }) => enforcementLevel === "advisory").length;
  const mandatory = verdicts.length - advisory;
  const texts = {
    text: () => report(stack, program.resources.length, judgement),
    json: () => `${JSON.stringify({ stack, verdicts, mandatory, advisory, waived, unknown })}\n`,
    markdown: () => markdownReport(stack, program, judgement),
  };
  process.stdout.write(texts[form]());
  if (mandatory > 0) {
    throw new PersonError(
      `The stack ${stack} violates mandatory policies: ${mandatory} ${mandatory === 1 ? "finding" : "findings"}.`,
    );
  }
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
