import { PersonError } from "../components/personError";
import { credentialsNote, flag, jsonFlag, ofForm, stackOption, valued } from "./command/options";
import { createSubcommand } from "./command/subcommand";
import { wrappedTable } from "./command/table";
import { accountChecks } from "./doctor/accountChecks";
import { clientsIn, type Finding } from "./doctor/check";
import { integrationChecks } from "./doctor/integrationChecks";
import { lakeChecks } from "./doctor/lakeChecks";
import { regionsOf, stackLake, stackOutputs, vendorOutput } from "./stackOutputs";

/** Styles of the statuses of findings. */
const styles = { ok: "green", warning: "yellow", failure: "red" } as const;
const regionForm = /^[a-z]{2}(-[a-z]+)+-\d$/;

export const command = createSubcommand({
  name: "doctor",
  description:
    "Checks a deployed stack on AWS: event sources, rules, queues, functions, channels, stores, buckets, tables and quotas. It changes nothing; it invokes each forwarder once, with an empty batch.",
  options: {
    stack: stackOption,
    vendor: valued("KEY", "only this integration"),
    "before-up": flag("checks what the account and the Region allow, before a first pulumi up; needs --region"),
    region: valued("REGION", "the Region, with --before-up", ofForm(regionForm, "a Region such as us-east-1")),
    json: jsonFlag,
  },
  examples: [
    ["doctor --before-up --region us-east-1", "before the first up"],
    ["doctor", "the selected stack"],
    ["doctor --stack prod --vendor okta --json", "one integration of another stack, for a program"],
  ],
  notes: [credentialsNote],
  failure: "wrong input, or a check has failed",
  run: async ({ stack, vendor, region, json, "before-up": beforeUp }) => {
    if (beforeUp !== (region !== undefined)) {
      throw new PersonError("--before-up and --region need each other: give both or neither.");
    }
    if (beforeUp && (stack !== undefined || vendor !== undefined)) {
      throw new PersonError("--before-up checks no stack: leave out --stack and --vendor.");
    }
    const findings =
      region === undefined ? await ofStack(stack, vendor) : await accountChecks(region, clientsIn(region));
    process.stdout.write(json ? `${JSON.stringify({ findings })}\n` : reportText(findings));
    process.exitCode = findings.some(({ status }) => status === "failure") ? 1 : 0;
  },
});

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
  // The first check finds a cause that would fail every check, and ends the command.
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
    wrappedTable(["status", "vendor", "what", "finding"], rows, styles),
    ...(remedies.length === 0 ? [] : ["", "What to do", ...remedies]),
    "",
  ].join("\n");
}
