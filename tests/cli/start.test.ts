import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type StartOptions, startStack } from "../../cli/start/startStack";
import { parseFaults } from "../../sandbox/faults";
import type { ReportedFinding } from "../../sandbox/ledger/findings";
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
      answers: false,
      json: false,
      report: undefined,
      ...options,
    }),
  );
}

describe("npm start", () => {
  it("delivers made-up events and prints a summary, and nothing else into a pipe", async () => {
    const { exitCode, stdout, stderr } = await startOkta({});
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^vendor +received +stored +duplicates +failed +pending +requests$/m);
    const [, stored, duplicates] = /^okta +200 +(\d+) +(\d+) +0 +0 +2$/m.exec(stdout) ?? [];
    expect(Number(stored) + Number(duplicates)).toBe(200);
    expect(stdout).toContain(
      `\u2713 All 200 events are accounted for: ${stored} stored, ${duplicates} duplicates dropped.\n`,
    );
    for (const absent of ["queries/", "\u001b", "\r"]) {
      expect(stdout).not.toContain(absent);
    }
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("prints the results of the saved queries before the summary on request, each with its vendors", async () => {
    const { exitCode, stdout } = await startOkta({ answers: true, count: 20 });
    expect(exitCode).toBe(0);
    const places = [
      "(queries/okta-who-did-what.sql, okta)",
      "\u2713 All 20 events are accounted for",
      "What to do next",
    ];
    const found = places.map((text) => stdout.indexOf(text));
    expect(found).toEqual([...found].sort((one, other) => one - other));
    expect(found).not.toContain(-1);
    expect(stdout).not.toContain("--answers");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("prints one JSON object of the sandbox stack in the documented form", async () => {
    const { exitCode, stdout, stderr } = await start("--json");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["vendors", "queries", "findings"]);
    const kinds = ["okta", "onelogin", "auth0", "github", "pagerduty", "clumio"];
    expect(Object.keys(report.vendors)).toEqual(kinds);
    const { sinks, ...counts } = report.vendors.okta;
    const columns = ["received", "ingested", "deduplicated", "rejected", "pending", "requests"];
    expect(Object.keys(counts)).toEqual(columns);
    expect(sinks).toEqual({ "cloudtrail-lake": counts });
    for (const kind of kinds) {
      const { received, ingested, deduplicated, rejected, pending } = report.vendors[kind];
      expect([kind, received, ingested + deduplicated, rejected, pending]).toEqual([kind, 200, 200, 0, 0]);
    }
    const whoDidWhat = report.queries.find(({ name }: { readonly name: string }) => name === "okta-who-did-what");
    expect(whoDidWhat.columns).toEqual(["eventTime", "eventSource", "eventName", "user", "displayName"]);
    expect(whoDidWhat.rows[0][3]).toMatch(/@example\.com$/);
    expect(whoDidWhat.rows[0][4]).toMatch(/ Example$/);
    // The findings of the incident in sandbox/traffic, as each rule describes them; the rest is the usual work of administrators.
    const findings: readonly ReportedFinding[] = report.findings;
    const inOrder = [...findings].sort((one, other) => one.last.localeCompare(other.last)).map(({ rule }) => rule);
    expect(inOrder.slice(-9)).toEqual([
      ...["okta-password-spraying", "okta-mfa-push-denied", "okta-sessions-from-two-countries"],
      ...["okta-mfa-factors-reset", "okta-api-token-created", "okta-super-admin-changed"],
      ...["onelogin-impersonation", "auth0-mfa-factor-disabled", "github-repository-made-public"],
    ]);
    expect(inOrder.length).toBeLessThan(20);
    expect(findings.slice(0, -9).filter(({ level }) => level === "critical")).toEqual([]);
  });

  it("sends the requested number of events; fewer than a hundred contain no incident", async () => {
    const { stdout } = await startOkta({ count: 99, json: true });
    const { vendors, queries } = JSON.parse(stdout);
    expect(vendors.okta).toMatchObject({ received: 99, pending: 0, rejected: 0 });
    expect(JSON.stringify(queries)).not.toContain("user.mfa.factor.reset_all");
  });

  it("lists the reasons of failed events in the JSON", async () => {
    const events = files.write("broken.jsonl", `${jsonLines(oktaDetails(1))}no JSON\nneither\n`);
    const { exitCode, stdout } = await startOkta({ events, json: true });
    expect(exitCode).toBe(0);
    const { rejects } = JSON.parse(stdout);
    expect(rejects).toEqual({
      okta: [
        { reason: "The event is not JSON. (line 2 of the file)", count: 1 },
        { reason: "The event is not JSON. (line 3 of the file)", count: 1 },
      ],
    });
  });

  it("sends the user's own events, bare and in envelopes, and reports every line that holds no event", async () => {
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
    expect(stdout).toMatch(/^! Of 7 events, 4 failed: see the reasons below\.$/m);
    expect(stdout).toMatch(/^okta +1 +The event's detail is not a JSON object\. \(line 4 of the file\)$/m);
    expect(stdout).toMatch(/^okta +1 +The event is \d+ bytes long; EventBridge accepts at most\n +\d+\.$/m);
    expect(stdout).toMatch(/^okta +1 +The event is not JSON\. \(line 6 of the file\)$/m);
    expect(stdout).toMatch(/^okta +1 +The event is not valid UTF-8\. \(line 8 of the file\)$/m);
  });

  it("reports events that match no rule, and exits with 1", async () => {
    const [event = {}] = oktaDetails(1);
    const events = files.write(
      "unmatched.json",
      JSON.stringify([event, { ...event, eventType: "group.lifecycle.create" }]),
    );
    const pattern = { detail: { eventType: [{ prefix: "group." }] } };
    const { exitCode, stdout, stderr } = await startOkta({ events }, { okta: { ...oktaAlone.okta, pattern } });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^okta +1 +1 +0 +0 +0 +1$/m);
    expect(stdout).toContain("\u2717 1 event of okta matched no rule: see the vendor's pattern.\n");
    expect(stderr).toMatch(/^Events matched no rule and were not delivered: 1 of okta\. Compare /m);
  });

  it("accepts all options at once, prints only the JSON object, and replaces an older page", async () => {
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
    ["a missing file", { events: "/nowhere.jsonl" }, "/nowhere.jsonl cannot be read: there is no such file.\n"],
    [
      "a vendor that is not in the stack",
      { vendor: "octa" },
      '--vendor "octa" is not a known vendor of the stack; did you mean okta? Known: okta.\n',
    ],
  ])("refuses %s after the stack is deployed, with a message for the user", async (_, options, message) => {
    expect(await startOkta(options)).toEqual({ exitCode: 1, stdout: "", stderr: message });
  });

  it.each([
    ["throws", 'throw new Error("the program failed")', "Error: the program failed"],
    ["has an output that fails", 'return { vendors: Promise.reject(new Error("no answer")) }', "Error: no answer"],
    [
      "is incomplete, which shows in a sandbox with servers at work",
      "return { vendors: { okta: {} } }",
      "RangeError: okta has neither a path over EventBridge nor a channel that accepts a caller's events",
    ],
  ])("exits with 1 if the program %s", (_, body, message) => {
    const script = `
      const stackFile = { project: "partner-audit", stack: "failing", configuration: {} };
      const options = { stackFile, program: () => { ${body}; }, seed: 0, count: 1, faults: [] };
      const { startStack } = require("./cli/start/startStack.ts");
      void require("./cli/command/run.ts").runCommand(() => startStack(options));`;
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ["--require", "./cli/register.js", "--eval", script],
      { cwd: join(__dirname, "..", ".."), encoding: "utf8", timeout: 60_000 },
    );
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(stderr).toContain(message);
  });
});
