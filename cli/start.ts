import { join } from "node:path";
import { unknownName } from "../components/configuration/problem";
import { PersonError } from "../components/personError";
import { vendors } from "../functions/vendors";
import { sandboxAccount } from "../sandbox/account";
import { parseFaults } from "../sandbox/faults";
import type { DeclaredIntegration } from "../sandbox/integration";
import { isBalanced } from "../sandbox/ledger";
import { declareProgram } from "../sandbox/program";
import { readStackFile } from "../sandbox/stackFile";
import { deployStack, type StackSandbox } from "../sandbox/stackSandbox";
import { parseArguments, wholeNumber } from "./arguments";
import { Progress } from "./progress";
import { runCommand } from "./run";
import { stopRequest } from "./signals";
import { answers } from "./start/answers";
import { type EventSource, eventsOfFile, madeUpEvents } from "./start/events";
import { existingResources } from "./start/existing";
import { identify } from "./start/identify";
import { humanReport, jsonReport } from "./start/report";

const usage = `npm start -- [--vendor KEY] [--events FILE] [--synthetic N] [--stack NAME] [--fault KIND=RATE ...] [--seed N] [--json]

Deploys the stack into a sandbox on this machine, sends vendor events through it and prints the ledger and the saved queries' answers.
  --vendor KEY       only this entry of the configuration's vendors
  --events FILE      your own events, JSON lines: bare vendor events or whole EventBridge events; needs --vendor
  --synthetic N      how many made-up events each vendor sends; 200 where this is not given
  --stack NAME       the stack; dev where this is not given
  --fault KIND=RATE  a fault of CloudTrail's, for example throttle=0.1; may be given several times
  --seed N           makes other events and faults; 0 where this is not given
  --json             one JSON object in place of tables`;

const projectFolder = join(__dirname, "..");

async function start(commandLine: readonly string[]): Promise<void> {
  const { values } = parseArguments(commandLine, {
    options: {
      vendor: { type: "string" },
      events: { type: "string" },
      synthetic: { type: "string" },
      stack: { type: "string" },
      fault: { type: "string", multiple: true },
      seed: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const seed = wholeNumber("seed", values.seed ?? "0", 0, 2 ** 31);
  const count = wholeNumber("synthetic", values.synthetic ?? "200", 1, 10_000_000);
  const faults = parseFaults(values.fault, seed);
  if (values.events !== undefined && (values.vendor === undefined || values.synthetic !== undefined)) {
    throw new PersonError("--events needs --vendor, to say whose events they are, and goes without --synthetic.");
  }
  // The program's bundle is made in the working directory, as it is by the engine.
  process.chdir(projectFolder);
  const stackFile = readStackFile(projectFolder, values.stack ?? "dev");
  const program = await declareProgram(stackFile, () => require("../index"));
  for (const note of values.json ? [] : program.notes) {
    process.stdout.write(`${note}\n`);
  }
  const stack = await deployStack(program, identify, { seed, faults, existing: existingResources(program) });
  // Stopped by hand, it leaves no process and no file behind.
  void stopRequest().then(async () => {
    await stack.sandbox.close();
    process.exit(130);
  });
  try {
    const chosen = chooseIntegrations(stack, values.vendor);
    const region = stackFile.configuration["aws:region"] ?? sandboxAccount.region;
    const samples = samplesOf(stackFile.configuration["partner-audit:vendors"]);
    const sourceOptions = { region, seed, now: () => stack.sandbox.clock.now(), samples };
    const [only] = chosen;
    const source =
      values.events === undefined || only === undefined
        ? madeUpEvents(chosen, count, sourceOptions)
        : await eventsOfFile(values.events, only, sourceOptions);
    await send(stack, source);

    const awsEventStore = stackFile.configuration["partner-audit:awsEventStore"];
    if (awsEventStore !== undefined) {
      await stack.sandbox.lake.createStore({ id: awsEventStore, name: "aws-events", kind: "management" });
    }
    const queries = await answers(stack.sandbox, chosen, Object.keys(vendors), awsEventStore);
    const result = { stack, integrations: chosen, queries };
    process.stdout.write(values.json ? `${JSON.stringify(jsonReport(result))}\n` : humanReport(result));
    throwIfUnbalanced(stack, chosen);
  } finally {
    await stack.sandbox.close();
  }
}

/** Sends in portions, so that a large file waits on disk and not in the sandbox's queues, and lets everything come to rest. */
async function send(stack: StackSandbox, source: EventSource): Promise<void> {
  const progress = new Progress("events", source.total);
  let sent = 0;
  try {
    for await (const outgoing of source.events) {
      if ("refusal" in outgoing) {
        stack.refuse(outgoing.key, outgoing.refusal);
      } else {
        stack.send(outgoing.key, outgoing.envelope);
      }
      sent += 1;
      if (sent % portion === 0) {
        await stack.sandbox.settle({ until: stack.sandbox.clock.now() + portionMilliseconds });
        progress.update(sent);
      }
    }
    await stack.sandbox.settle();
  } finally {
    progress.end();
  }
}

/** Events between two rests of the clock, and how far the clock moves in one: about the rate a Region takes with full batches. */
const portion = 2000;
const portionMilliseconds = 10_000;

function chooseIntegrations(stack: StackSandbox, key: string | undefined): readonly DeclaredIntegration[] {
  if (key === undefined) {
    if (stack.integrations.length === 0) {
      throw new PersonError(
        "The stack has no vendors. Add one: pulumi config set --path partner-audit:vendors.okta.eventSourceName aws.partner/okta.com/acme/audit",
      );
    }
    return stack.integrations;
  }
  const found = stack.integrations.filter((integration) => integration.key === key);
  if (found.length === 0) {
    const known = stack.integrations.map((integration) => integration.key);
    throw new PersonError(`--vendor ${unknownName("--vendor", "vendor of the stack", key, known).message}.`);
  }
  return found;
}

/** The sample events in the configuration of vendors, which the program has checked. */
function samplesOf(vendors = "{}"): Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> {
  const entries = Object.entries(JSON.parse(vendors) as Readonly<Record<string, { readonly sample?: object } | null>>);
  return Object.fromEntries(entries.map(([key, entry]) => [key, entry?.sample as Readonly<Record<string, unknown>>]));
}

function throwIfUnbalanced(stack: StackSandbox, integrations: readonly DeclaredIntegration[]): void {
  const unbalanced = integrations.filter(({ key }) => !isBalanced(stack.ledger(key))).map(({ key }) => key);
  if (unbalanced.length > 0) {
    throw new PersonError(
      `Events are unaccounted for: of ${unbalanced.join(", ")}, received differs from ingested + deduplicated + rejected + pending.`,
    );
  }
}

void runCommand(usage, process.argv.slice(2), start);
