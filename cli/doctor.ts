import { PersonError } from "../components/personError";
import { flag, parseArguments, usageOf, valued } from "./arguments";
import { accountChecks } from "./doctor/accountChecks";
import { clientsIn, type Finding } from "./doctor/check";
import { integrationChecks } from "./doctor/integrationChecks";
import { lakeChecks } from "./doctor/lakeChecks";
import { runCommand } from "./run";
import { regionsOf, stackLake, stackOutputs, vendorOutput } from "./stackOutputs";
import { table } from "./table";

const options = {
  stack: valued("NAME", "the stack; the selected one where this is not given (needs the pulumi command)"),
  vendor: valued("KEY", "only this vendor"),
  "before-up": flag("only what the account and the Region allow, before a first pulumi up"),
  region: valued("REGION", "the Region to look at, with --before-up"),
  json: flag("one JSON object in place of a table"),
} as const;

const usage = usageOf(
  `npm run doctor -- [--stack NAME] [--vendor KEY] [--json]
npm run doctor -- --before-up --region REGION [--json]`,
  `Checks a deployed stack on AWS: event sources, rules, queues, functions, channels, stores, buckets, tables and quotas. It changes nothing; it invokes each
forwarder once, with an empty batch.`,
  options,
  ["Credentials are found as by every AWS SDK. Exit code 1 where something has failed."],
);

async function doctor(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, { options });
  const { stack, vendor, region } = values;
  if (values["before-up"] !== (region !== undefined)) {
    throw new PersonError("--before-up and --region go together: give both or neither.");
  }
  if (values["before-up"] && (stack !== undefined || vendor !== undefined)) {
    throw new PersonError("--before-up looks at no stack: leave out --stack and --vendor.");
  }
  const findings =
    region === undefined ? await ofStack(stack, vendor) : await accountChecks(region, clientsIn(regionName(region)));
  const failures = findings.filter(({ status }) => status === "failure").length;
  process.stdout.write(values.json ? `${JSON.stringify({ findings })}\n` : reportText(findings));
  process.exitCode = failures > 0 ? 1 : 0;
}

function regionName(region: string): string {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new PersonError(`--region must be a Region such as us-east-1; it is ${JSON.stringify(region)}.`);
  }
  return region;
}

async function ofStack(stack: string | undefined, vendor: string | undefined): Promise<readonly Finding[]> {
  const outputs = await stackOutputs(
    stack,
    "Select a stack with --stack. Before its first up: --before-up --region REGION.",
  );
  const chosen = vendor === undefined ? Object.entries(outputs) : ([[vendor, vendorOutput(outputs, vendor)]] as const);
  const [region] = chosen.flatMap(([, output]) => regionsOf(output));
  if (region === undefined) {
    throw new PersonError("The stack has no vendors yet. Before its first up: --before-up --region REGION.");
  }
  const clients = clientsIn(region);
  // The first of these meets what would fail every check, and ends the command.
  const account = await accountChecks(region, clients);
  const findings = await Promise.all(chosen.map(([key, output]) => integrationChecks(key, output, clients)));
  const inBucket = chosen.flatMap(([key, { lakeBucketName }]) => (lakeBucketName === undefined ? [] : [key]));
  const lake = inBucket.length === 0 ? [] : await lakeChecks(await stackLake(stack, ""), inBucket, clients, Date.now());
  return [...findings.flat(), ...lake, ...account];
}

function reportText(findings: readonly Finding[]): string {
  const rows = findings.map(({ vendor = "", subject, status, message }) => [status, vendor, subject, message]);
  const remedies = findings.flatMap(({ vendor, subject, status, remedy }) =>
    remedy === undefined || status === "ok"
      ? []
      : [`${vendor === undefined ? "" : `${vendor}, `}${subject}: ${remedy}`],
  );
  return [
    table(["status", "vendor", "what", "finding"], rows, 160),
    ...(remedies.length === 0 ? [] : ["", "What to do", ...remedies]),
    "",
  ].join("\n");
}

void runCommand(usage, process.argv.slice(2), doctor);
