import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { nearest } from "../components/configuration/problem";
import { packageFolder } from "../components/files/packageFolder";
import { runCommand } from "./command/run";
import { withConventions } from "./command/subcommand";

/** A subcommand in the list of subcommands. Its file is loaded only to run it or to print its help: some files take a second to load. */
interface Listed {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

const groups: Readonly<Record<string, Readonly<Record<string, Listed>>>> = {
  "On this machine:": {
    start: { summary: "runs the stack in the sandbox and sends events through it", load: () => import("./start") },
    map: { summary: "shows the audit events that a vendor's events become", load: () => import("./map") },
    detect: { summary: "runs detection rules over a file of events", load: () => import("./detect") },
    policy: { summary: "checks the stack's resources against the policy pack", load: () => import("./policy") },
    capacity: { summary: "recommends settings for a rate of events", load: () => import("./capacity") },
    endpoint: { summary: "serves PutAuditEvents for any AWS SDK or CLI", load: () => import("./endpoint") },
  },
  "In the sandbox or on AWS:": {
    query: { summary: "runs a saved query", load: () => import("./query") },
  },
  "On AWS:": {
    doctor: { summary: "checks a deployed stack, or an account before the first up", load: () => import("./doctor") },
    redrive: { summary: "moves dead letters back to the queue", load: () => import("./redrive") },
    backfill: { summary: "sends a file of a vendor's events into the queue", load: () => import("./backfill") },
    replay: { summary: "replays the events of the archive", load: () => import("./replay") },
  },
};

/** Names of all subcommands. */
export const subcommandNames: readonly string[] = Object.values(groups).flatMap((group) => Object.keys(group));

/** Creates the command. It loads the subcommands that the command line names and lists the others. */
export async function createProgram(commandLine: readonly string[]): Promise<Command> {
  const program = withConventions(new Command("partner-audit"))
    .description("Delivers the audit events of SaaS vendors to AWS, with Pulumi: try, check and operate such a stack.")
    .version(packageVersion(), "-V, --version", "prints the version")
    .helpCommand("help [command]", "prints the help of a command")
    .showHelpAfterError("Run npx partner-audit --help for all commands.");
  for (const [heading, group] of Object.entries(groups)) {
    for (const [name, { summary, load }] of Object.entries(group)) {
      const command = commandLine.slice(0, 2).includes(name) ? (await load()).command : new Command(name);
      program.addCommand(command.summary(summary).helpGroup(heading));
    }
  }
  refuseUnknown(program, commandLine);
  return program;
}

/** Rejects an unknown command also with --help; commander would print the help of all commands instead. */
function refuseUnknown(program: Command, [first = "", second = ""]: readonly string[]): void {
  const name = first === "help" ? second : first;
  if (name !== "" && name !== "help" && !name.startsWith("-") && !subcommandNames.includes(name)) {
    const near = nearest(name, subcommandNames);
    program.error(`error: unknown command '${name}'${near === undefined ? "" : `\n(Did you mean ${near}?)`}`);
  }
}

/** Runs the command with the words that follow `node cli/partner-audit.js`. */
export function main(commandLine: readonly string[]): Promise<void> {
  return runCommand(async () => {
    const program = await createProgram(commandLine);
    await program.parseAsync(commandLine, { from: "user" });
  });
}

function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version;
}
