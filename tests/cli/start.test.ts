import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type StartOptions, startStack } from "../../cli/start/startStack";
import { parseFaults } from "../../sandbox/faults";
import { outcomeOf, runCommand, temporaryFolder } from "../support/command";
import { oktaAlone, stackOf } from "../support/declare";
import { oneVendorStack } from "../support/oneVendorStack";
import { program } from "../support/program";
import { oktaDetails } from "../support/stack";

const files = temporaryFolder();
const stack = oneVendorStack("start-test");
afterAll(stack.remove);

const jsonLines = (events: readonly unknown[]) => `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;

function start(...commandLine: string[]) {
  return runCommand("start", commandLine);
}

/** Runs a stack of one vendor in this process. */
function startOkta(options: Partial<StartOptions>, vendors: object = oktaAlone) {
  return outcomeOf(() =>
    startStack({
      stackFile: stackOf({ vendors }, stack.name),
      program,
      seed: 0,
      count: 200,
      faults: parseFaults([]),
      vendor: "okta",
      events: undefined,
      anyKind: false,
      json: false,
      report: undefined,
      ...options,
    }),
  );
}

describe("npm start", () => {
  it("carries made-up events through and prints ledger and answers, with nothing but these in a pipe", async () => {
    const { exitCode, stdout, stderr } = await startOkta({});
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^vendor +received +ingested +deduplicated +rejected +pending +requests$/m);
    expect(stdout).toMatch(/^okta +200 +199 +1 +0 +0 +2$/m);
    expect(stdout).toContain("(queries/okta-who-did-what.sql)");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\r");
  });

  it("prints one JSON object of the sandbox stack in the form that other programs rely on", async () => {
    const { exitCode, stdout, stderr } = await start("--json", "--synthetic", "50");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["vendors", "queries", "findings"]);
    const kinds = ["okta", "onelogin", "auth0", "github", "pagerduty", "clumio"];
    expect(Object.keys(report.vendors)).toEqual(kinds);
    const counts = { received: 50, ingested: 50, deduplicated: 0, rejected: 0, pending: 0, requests: 1 };
    expect(report.vendors.okta).toEqual({ ...counts, sinks: { "cloudtrail-lake": counts } });
    for (const kind of kinds) {
      const { received, ingested, deduplicated, rejected, pending } = report.vendors[kind];
      expect([kind, received, ingested + deduplicated, rejected, pending]).toEqual([kind, 50, 50, 0, 0]);
    }
    const whoDidWhat = report.queries.find(({ name }: { readonly name: string }) => name === "okta-who-did-what");
    expect(whoDidWhat.columns).toEqual(["eventTime", "eventSource", "eventName", "user", "displayName"]);
    expect(whoDidWhat.rows[0][3]).toMatch(/@example\.com$/);
    expect(whoDidWhat.rows[0][4]).toMatch(/ Example$/);
  });

  it("sends a person's own events, bare and in envelopes, and loses none of the lines that are no events", async () => {
    const [bare = {}, second = {}] = oktaDetails(2);
    const source = "aws.partner/okta.com/other/log";
    const envelope = { "detail-type": "SystemLog", source, account: "999999999999", detail: second };
    const file = files.write(
      "mixed.jsonl",
      Buffer.concat([
        Buffer.from(jsonLines([bare, bare, envelope, "text", { ...bare, big: "x".repeat(2_000_000) }])),
        Buffer.from("not json\n\n"),
        Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a]),
      ]),
    );
    const { exitCode, stdout, stderr } = await startOkta({ events: file });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `${file} is read as JSON lines.\n` });
    expect(stdout).toMatch(/^okta +7 +2 +1 +4 +0 +1$/m);
    expect(stdout).toMatch(/^okta +1 +The event's detail is not a JSON object\. \(line 4 of the file\)$/m);
    expect(stdout).toMatch(/^okta +1 +The event is \d+ bytes long; EventBridge takes at most \d+\.$/m);
    expect(stdout).toMatch(/^okta +1 +The event is not JSON\. \(line 6 of the file\)$/m);
    expect(stdout).toMatch(/^okta +1 +The event is not valid UTF-8\. \(line 8 of the file\)$/m);
  });

  it("reports the events that match no rule, and ends with exit code 1", async () => {
    const [event = {}] = oktaDetails(1);
    const events = files.write(
      "unmatched.json",
      JSON.stringify([event, { ...event, eventType: "group.lifecycle.create" }]),
    );
    const pattern = { detail: { eventType: [{ prefix: "group." }] } };
    const { exitCode, stdout, stderr } = await startOkta({ events }, { okta: { ...oktaAlone.okta, pattern } });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^okta +1 +1 +0 +0 +0 +1$/m);
    expect(stderr).toMatch(/^Events matched no rule and were not delivered: 1 of okta\. Compare /m);
  });

  it("takes all options at once, prints nothing but the JSON object beside the page, and replaces an older page", async () => {
    const file = files.write("report.html", "an older page");
    const hostile = { ...oktaDetails(1)[0], eventType: "<script>alert(1)</script>" };
    const events = files.write("hostile.jsonl", jsonLines([hostile]));
    const places = ["--stack", stack.name, "--vendor", "okta", "--events", events, "--report", file, "--any-kind"];
    const { exitCode, stdout } = await start(...places, "--json", "--fault", "throttle=0.9", "--seed", "4");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).vendors.okta).toMatchObject({ received: 1, ingested: 1 });
    const page = readFileSync(file, "utf8");
    expect(page).toContain("&#60;script&#62;alert(1)&#60;/script&#62;");
    expect(page).not.toMatch(/<script|an older page/);
  });

  it.each<[string, Partial<StartOptions>, string]>([
    [
      "a file that is not there",
      { events: "/nowhere.jsonl" },
      "/nowhere.jsonl cannot be read: there is no such file.\n",
    ],
    [
      "a vendor that is not in the stack",
      { vendor: "octa" },
      '--vendor "octa" is not a known vendor of the stack; did you mean okta? Known: okta.\n',
    ],
  ])("refuses %s once the stack is deployed, with a message for a person", async (_, options, message) => {
    expect(await startOkta(options)).toEqual({ exitCode: 1, stdout: "", stderr: message });
  });

  it.each([
    ["throws", 'throw new Error("the program failed")', "Error: the program failed"],
    ["has an output that fails", 'return { vendors: Promise.reject(new Error("no answer")) }', "Error: no answer"],
    [
      "is incomplete, which shows in a sandbox with servers at work",
      "return { vendors: { okta: {} } }",
      "RangeError: okta has neither a path over EventBridge nor a channel that a caller may put events into",
    ],
  ])("ends with exit code 1 where the program %s", (_, body, message) => {
    const script = `
      const stackFile = { project: "partner-audit", stack: "failing", configuration: {} };
      const options = { stackFile, program: () => { ${body}; }, seed: 0, count: 1, faults: [] };
      const { startStack } = require("./cli/start/startStack.ts");
      void require("./cli/run.ts").runCommand(() => startStack(options));`;
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ["--require", "./cli/register.js", "--eval", script],
      { cwd: join(__dirname, "..", ".."), encoding: "utf8", timeout: 60_000 },
    );
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(stderr).toContain(message);
  });
});
