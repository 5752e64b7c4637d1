import { spawn } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { createProgram, subcommandNames } from "../../cli/main";
import { type CommandResult, ended, partnerAudit, runCommand, temporaryFolder } from "../support/command";

const checkout = join(__dirname, "..", "..");
const { bin, scripts, version } = require("../../package.json");
const { write } = temporaryFolder();

const queueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/a";
const deliveries = { "cloudtrail-lake": { queueUrl, deadLetterQueueUrl: queueUrl } };
const pulumi = write("pulumi", `#!/bin/sh\necho '${JSON.stringify({ okta: { vendor: "okta", deliveries } })}'\n`);
chmodSync(pulumi, 0o755);

const ofStack = /^--vendor "octa" is not a known vendor of the stack; did you mean okta\? Known: .*\.\n$/;
const ofCatalogue = /^--vendor "octa" is not a known vendor; did you mean okta\? Known: .*\.\n$/;
const ofRules =
  /^error: option '--vendor <NAME>' argument 'octa' is invalid\. Allowed choices are .*\. Did you mean okta\?\n/;

/** For every subcommand with a vendor: a command line without one, and the message for a vendor that does not exist. */
const wrongVendors: Readonly<Record<string, readonly [string, RegExp]>> = {
  start: ["", ofStack],
  map: ["package.json", ofCatalogue],
  detect: ["--rule rules/okta --events -", ofRules],
  query: ["okta-browsers", ofStack],
  doctor: ["", ofStack],
  redrive: ["", ofStack],
  backfill: ["--events package.json", ofStack],
  replay: ["--since 2026-11-20 --until 2026-11-21", ofStack],
};

const hintOf = (name: string) => `Run npx partner-audit ${name} --help for its options and examples.\n`;

/** Loads a subcommand. */
async function subcommand(name: string) {
  const found = (await createProgram([name])).commands.find((one) => one.name() === name);
  if (found === undefined) {
    throw new Error(`There is no subcommand ${name}`);
  }
  return found;
}

/** Runs a command in a terminal with this many columns; returns its output. */
async function inTerminal(columns: number, words: readonly string[], settings: NodeJS.ProcessEnv): Promise<string> {
  const command = [process.execPath, bin["partner-audit"], ...words];
  const child = spawn("python3", ["tests/support/screen.py", String(columns), ...command], {
    cwd: checkout,
    // In continuous integration, Node treats a terminal as one without colours.
    env: { ...process.env, CI: undefined, TERM: "xterm-256color", ...settings },
  });
  return JSON.parse((await ended(child)).stdout).output;
}

/** Runs a command whose reader closes the pipe before it has read anything, as `head -0` does. */
function withoutReader(words: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [bin["partner-audit"], ...words], { cwd: checkout });
  child.stdout.destroy();
  return ended(child);
}

describe("partner-audit", () => {
  it("is the command of the package and of its npm scripts", () => {
    expect(bin).toEqual({ "partner-audit": "cli/partner-audit.js" });
    const byCommand = Object.entries<string>(scripts).filter(([, script]) => script.includes("partner-audit.js"));
    expect(byCommand).toEqual(
      ["start", "map", "detect", "policy", "query", "endpoint", "capacity"].map((name) => [
        name,
        `node cli/partner-audit.js ${name}`,
      ]),
    );
  });

  it("lists exactly these subcommands", async () => {
    expect([...subcommandNames].sort()).toEqual([
      ...["backfill", "capacity", "detect", "doctor", "endpoint", "map"],
      ...["policy", "query", "redrive", "replay", "start"],
    ]);
    const { exitCode, stdout, stderr } = await partnerAudit("--help");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const name of subcommandNames) {
      expect(stdout).toMatch(new RegExp(`^  ${name} +[a-z]`, "m"));
    }
    // Without a command the help is an error.
    expect(await partnerAudit()).toEqual({ exitCode: 1, stdout: "", stderr: stdout });
  });

  // GNU Coding Standards, "Command-Line Interfaces": every program has --version and --help, on standard output, with success.
  it.each(["--version", "-V"])("prints its version with %s", async (option) => {
    expect(await partnerAudit(option)).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    ["polcy", "error: unknown command 'polcy'\n(Did you mean policy?)\n"],
    ["polcy --help", "error: unknown command 'polcy'\n(Did you mean policy?)\n"],
    ["help polcy", "error: unknown command 'polcy'\n(Did you mean policy?)\n"],
    ["--verson", "error: unknown option '--verson'\n(Did you mean --version?)\n"],
  ])("refuses %s and suggests the nearest command", async (words, message) => {
    const stderr = `${message}Run npx partner-audit --help for all commands.\n`;
    expect(await partnerAudit(...words.split(" "))).toEqual({ exitCode: 1, stdout: "", stderr });
  });

  // no-color.org: NO_COLOR, when present and not empty, prevents colour. A pipe has none, unless FORCE_COLOR is set.
  it.each([
    [{}, false],
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "" }, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [{ FORCE_COLOR: "0" }, false],
  ])("has colours in a pipe with %j: %j", async (environment, isColoured) => {
    const [help, refusal] = await Promise.all(["--help", "polcy"].map((word) => runCommand(word, [], { environment })));
    expect(help?.stdout.includes("\u001b[1m")).toBe(isColoured);
    expect(refusal?.stderr.includes("\u001b[31m")).toBe(isColoured);
  });

  it("has colours on a terminal, unless NO_COLOR forbids them", async () => {
    const texts = await Promise.all([{}, { NO_COLOR: "1" }].map((settings) => inTerminal(80, ["--help"], settings)));
    expect(texts.map((text) => text.includes("\u001b[1m"))).toEqual([true, false]);
  });

  it("prints tables that fit the terminal", async () => {
    const capacity = ["capacity", "--events-per-second", "500"];
    const [narrow = [], wide = []] = await Promise.all(
      [50, 120].map(async (columns) => (await inTerminal(columns, capacity, { NO_COLOR: "1" })).split("\r\n")),
    );
    expect(Math.max(...narrow.map(({ length }) => length))).toBeLessThanOrEqual(50);
    expect(Math.max(...wide.map(({ length }) => length))).toBeGreaterThan(50);
  });

  it("ends quietly if the reader of its output has closed the pipe, as `head` has", async () => {
    const events = write(
      "okta.jsonl",
      `${JSON.stringify({ uuid: "a", eventType: "user.session.start" })}\n`.repeat(5000),
    );
    const commandLines = [
      ...subcommandNames.map((name) => [name, "-h"]),
      ["query"],
      ["map", "--vendor", "okta", events],
    ];
    const results = await Promise.all(commandLines.map(withoutReader));
    const quiet = { exitCode: 0, stdout: "", stderr: expect.stringMatching(/^(.* is read as .*\n)?$/) };
    expect(results).toEqual(commandLines.map(() => quiet));
  });

  it("refuses an unknown vendor in every subcommand that takes one, and suggests the nearest", async () => {
    const environment = { PATH: `${dirname(pulumi)}${delimiter}${process.env.PATH}` };
    const results = Object.entries(wrongVendors).map(([name, [rest]]) =>
      runCommand(name, ["--vendor", "octa", ...rest.split(" ").filter(Boolean)], { environment }),
    );
    expect(await Promise.all(results)).toEqual(
      Object.values(wrongVendors).map(([, message]) => {
        return { exitCode: 1, stdout: "", stderr: expect.stringMatching(message) };
      }),
    );
  });
});

describe.each(subcommandNames)("partner-audit %s", (name) => {
  it("prints its help in 80 columns, with options, examples and exit codes", async () => {
    const { exitCode, stdout, stderr } = await partnerAudit(name, "-h");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: partner-audit ${name} .*\\[options\\]`));
    expect(stdout).toMatch(
      /^Options:\n[\s\S]*^Examples:\n[\s\S]*^Exit codes:\n {2}0 {4}success\n {2}1 {4}\S[\s\S]*^ {2}130 /m,
    );
    // The usage and each example stay on one line.
    expect(stdout.split("\n").filter((line) => line.length > 80 && !/^(Usage:| {2}npx) /.test(line))).toEqual([]);
    expect(stdout).toBe(stripVTControlCharacters(stdout));
    expect(await partnerAudit("help", name)).toEqual({ exitCode, stdout, stderr });
  });

  it("refuses an unknown option, and suggests the nearest", async () => {
    for (const { long } of (await subcommand(name)).options) {
      const stderr = `error: unknown option '${long}s'\n(Did you mean ${long}?)\n${hintOf(name)}`;
      expect(await partnerAudit(name, `${long}s`)).toEqual({ exitCode: 1, stdout: "", stderr });
    }
  });

  it("refuses an option without its value", async () => {
    const valued = (await subcommand(name)).options.filter(({ required }) => required);
    expect(valued.length).toBeGreaterThan(0);
    for (const { flags, long } of valued) {
      for (const rest of [[], ["--json"]]) {
        const stderr = `error: option '${flags}' argument missing\n${hintOf(name)}`;
        expect(await partnerAudit(name, `${long}`, ...rest)).toEqual({ exitCode: 1, stdout: "", stderr });
      }
    }
  });

  it("is in the test of unknown vendors if it takes a vendor", async () => {
    const takesVendor = (await subcommand(name)).options.some(({ long }) => long === "--vendor");
    expect(takesVendor).toBe(Object.hasOwn(wrongVendors, name));
  });

  it("accepts the command lines of its examples", async () => {
    const { stdout } = await partnerAudit(name, "--help");
    const examples = [...stdout.matchAll(/^ {2}npx partner-audit (.+)$/gm)].map(([, words = ""]) => words.split(" "));
    expect(examples.length).toBeGreaterThan(1);
    for (const [first, ...words] of examples) {
      expect(first).toBe(name);
      const command = await subcommand(name);
      const run = jest.fn();
      command.action(run);
      await command.parseAsync(words, { from: "user" });
      expect(run).toHaveBeenCalledTimes(1);
    }
  });

  it("uses the common names for common options", async () => {
    const flags = (await subcommand(name)).options.map((option) => option.flags);
    const common = flags.filter((one) => /^--(vendor|since|until|json|stack|sink|region)( |$)/.test(one));
    expect([
      ...["--vendor <KEY>", "--vendor <NAME>", "--since <TIME>", "--until <TIME>"],
      ...["--json", "--stack <NAME>", "--sink <NAME>", "--region <REGION>"],
    ]).toEqual(expect.arrayContaining(common));
    expect(common.includes("--since <TIME>")).toBe(common.includes("--until <TIME>"));
  });
});
