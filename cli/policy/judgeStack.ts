import { PersonError } from "../../components/personError";
import { type Judgement, judge, type Verdict } from "../../policy/judge";
import { policies } from "../../policy/policies";
import type { PackConfiguration } from "../../policy/settings";
import { counted } from "../../policy/text";
import { declaredIntegrations } from "../../sandbox/integration";
import { type DeclaredProgram, declareProgram, type Program } from "../../sandbox/program/program";
import type { StackFile } from "../../sandbox/program/stackFile";
import { wrappedTable } from "../command/table";
import { markdownTable } from "../docs/pageTables";
import { readResources } from "./readResources";

/** The options of `npm run policy`. */
export interface JudgeOptions {
  readonly stackFile: StackFile;
  readonly program: Program;
  readonly configuration: PackConfiguration;
  readonly stackTags: ReadonlyMap<string, string>;
  readonly form: "text" | "json" | "markdown";
}

/** Checks a stack's resources against the policy pack and prints the findings. Throws a PersonError if a mandatory policy is violated. */
export async function judgeStack(options: JudgeOptions): Promise<void> {
  const { stackFile, configuration, stackTags, form } = options;
  const { stack } = stackFile;
  const program = await declareProgram(stackFile, options.program);
  const judgement = await judge(policies, program.resources, { configuration, stackTags });
  const texts = {
    text: () => report(`the stack ${stack}`, program.resources.length, judgement),
    json: () => jsonReport({ stack }, judgement),
    markdown: () => markdownReport(stack, program, judgement),
  };
  process.stdout.write(texts[form]());
  refuseViolations(`The stack ${stack} violates`, judgement);
}

/** The options of `npm run policy -- --resources FILE`. */
export interface JudgeFileOptions extends Pick<JudgeOptions, "configuration" | "stackTags"> {
  readonly file: string;
  readonly form: "text" | "json";
}

/** Checks the resources of a file; see judgeStack. */
export async function judgeFile({ file, configuration, stackTags, form }: JudgeFileOptions): Promise<void> {
  const resources = readResources(file);
  const judgement = await judge(policies, resources, { configuration, stackTags });
  process.stdout.write(form === "json" ? jsonReport({}, judgement) : report(file, resources.length, judgement));
  refuseViolations(`The resources in ${file} violate`, judgement);
}

function refuseViolations(subject: string, { verdicts }: Judgement): void {
  const mandatory = mandatoryOf(verdicts);
  if (mandatory > 0) {
    throw new PersonError(`${subject} mandatory policies: ${counted(mandatory, "finding")}.`);
  }
}

function jsonReport(of: object, { verdicts, waived, unknown }: Judgement): string {
  const mandatory = mandatoryOf(verdicts);
  const advisory = verdicts.length - mandatory;
  return `${JSON.stringify({ ...of, verdicts, mandatory, advisory, waived, unknown })}\n`;
}

function mandatoryOf(verdicts: readonly Verdict[]): number {
  return verdicts.filter(({ enforcementLevel }) => enforcementLevel !== "advisory").length;
}

function report(place: string, resources: number, { verdicts, waived, unknown }: Judgement): string {
  const rows = [
    ...verdicts.map(({ enforcementLevel, policy: name, message, subject }) => [
      enforcementLevel,
      name,
      `${message} [${subject}]`,
    ]),
    ...waived.map((one) => ["waived", one.policy, waivedText(one)]),
    ...unknown.map((property) => ["unknown", "", `${property} is not known and was not checked.`]),
  ];
  const sum = `The ${counted(resources, "resource")} of ${place} violate ${verdicts.length === 0 ? "none" : "some"} of ${policies.length} policies.\n`;
  return rows.length === 0
    ? sum
    : `${wrappedTable(["level", "policy", "finding"], rows, { mandatory: "red", advisory: "yellow" })}\n\n${sum}`;
}

function waivedText({ message, reason, owner, expires }: Judgement["waived"][number]): string {
  return `${message} Waived until ${expires} by ${owner ?? "nobody"}: ${reason}`;
}

/** The first line, which identifies the comment for the next report to replace. */
export const commentMarker = "<!-- partner-audit policy -->";

/** Findings that a comment shows: GitHub accepts 65,536 characters. */
const mostFindings = 100;

/**
 * Writes a comment on a pull request. Names and messages come from the contributor: GitHub must not read them as markup, a mention or a
 * reference.
 */
export function markdownReport(stack: string, program: DeclaredProgram, judgement: Judgement): string {
  const { verdicts, waived, unknown } = judgement;
  const findings = [
    ...verdicts.map(({ enforcementLevel, policy, message }) => [enforcementLevel, policy, message]),
    ...waived.map((one) => ["waived", one.policy, waivedText(one)]),
    ...unknown.map((property) => ["unknown", "", `${property} is not known and was not checked.`]),
  ];
  const left = findings.length - mostFindings;
  const parts = [
    commentMarker,
    `### Audit trail of the stack ${plainText(stack)}`,
    plainTable(
      ["vendor", "delivery", "audit events are kept, days", "raw events, days", "findings"],
      vendorRows(program, judgement),
    ),
    findings.length === 0
      ? "No policy is violated."
      : plainTable(["level", "policy", "finding"], findings.slice(0, mostFindings)),
    ...(left > 0 ? [`And ${left} more.`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The retention of each vendor's events. Its findings are those on resources of the vendor's component. */
function vendorRows(program: DeclaredProgram, { verdicts }: Judgement): readonly (readonly string[])[] {
  const { resources } = program;
  return declaredIntegrations(program).map(({ key, vendor, delivery, eventDataStoreId, auditLogGroupName, inputs }) => {
    const store = resources.find(
      ({ type, outputs }) =>
        type === "aws:cloudtrail/eventDataStore:EventDataStore" &&
        eventDataStoreId !== undefined &&
        String(outputs.arn).endsWith(`/${eventDataStoreId}`),
    );
    const logGroup = resources.find(
      ({ inputs: { name } }) => auditLogGroupName !== undefined && name === auditLogGroupName,
    );
    const own = new Set(resources.filter(({ parent }) => parent?.endsWith(`::${key}`)).map(({ name }) => name));
    const kept = [
      ...(eventDataStoreId === undefined
        ? []
        : [String(store?.inputs.retentionPeriod ?? "as the existing store says")]),
      ...(logGroup === undefined ? [] : [String(logGroup.inputs.retentionInDays)]),
    ];
    const { rawLogGroup } = inputs as { readonly rawLogGroup?: { readonly retentionDays: number } };
    return [
      key === vendor ? key : `${key} (${vendor})`,
      delivery,
      kept.join(", ") || "as the existing channel's store says",
      String(rawLogGroup?.retentionDays ?? "-"),
      String(verdicts.filter(({ resource }) => own.has(resource)).length),
    ];
  });
}

function plainTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const plain = rows.map((row) => row.map(plainText));
  return markdownTable([columns, ...plain]).trimEnd();
}

/**
 * Escapes text for GitHub: possible markup becomes a character reference, which is never read as markup, and a zero-width space behind `@` and
 * `#` prevents a mention or a reference.
 * Sources: CommonMark 0.31, "Entity and numeric character references"; GitHub Flavored Markdown, "Tables".
 */
function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u00b7").replace(/[^\p{L}\p{N}\p{M} ,;()-]/gu, (character) => {
    const reference = `&#${character.codePointAt(0)};`;
    return character === "@" || character === "#" ? `${reference}&#8203;` : reference;
  });
}
