import { chmodSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { vendorNames } from "../../functions/vendors";
import { partnerAudit, runCommand, temporaryFolder } from "../support/command";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const queues = ["--from", url("a"), "--to", url("b")];
const eitherQueues = "Give either --vendor (with --sink and --stack), or both --from and --to.\n";
const anyQueue =
  "the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME or an emulator's http://HOST:PORT/ACCOUNT/NAME";
const archive = ["--archive", "arn:aws:events:us-east-1:123456789012:archive/partner-audit-dev_okta"];
const rule = ["--rule", "arn:aws:events:us-east-1:123456789012:rule/partner-audit-dev_okta"];
const oneEvent = ["--events-per-second", "1"];
const aDay = ["--since", "2026-11-20", "--until", "2026-11-21"];
const anyTime = "Give a time in UTC that exists, such as 2026-11-20T09:00:00Z or 2026-11-20.";

/** Returns the message of commander for an invalid value, with the allowed values. */
function invalid(option: string, value: string, allowed: string): string {
  return `error: option '${option}' argument '${value}' is invalid. ${allowed}`;
}
const eitherArchive = "Give either --vendor (and --stack), or both --archive and --rule.\n";

it.each<[string, readonly string[], string | RegExp]>([
  ["redrive", [], eitherQueues],
  ["redrive", ["--vendor", "okta", ...queues], eitherQueues],
  ["redrive", ["--stack", "dev", ...queues], eitherQueues],
  [
    "redrive",
    ["--from", "arn:aws:sqs:us-east-1:123456789012:a", "--to", url("b")],
    invalid("--from <URL>", "arn:aws:sqs:us-east-1:123456789012:a", `Give ${anyQueue}.`),
  ],
  ["redrive", ["--from", url("a"), "--to", url("a")], /^--from and --to are one queue, a; /],
  ["redrive", [...queues, "--until", "2026-02-30"], invalid("--until <TIME>", "2026-02-30", anyTime)],
  ["redrive", [...queues, "--since", "yesterday"], invalid("--since <TIME>", "yesterday", anyTime)],
  ["replay", ["--vendor", "okta", ...archive, ...aDay], eitherArchive],
  ["replay", [...archive, ...aDay], eitherArchive],
  [
    "replay",
    ["--archive", "okta", ...rule, ...aDay],
    invalid("--archive <ARN>", "okta", "Give an ARN, arn:aws:events:REGION:ACCOUNT:archive/NAME."),
  ],
  ["replay", [...archive, ...rule], "error: required option '--since <TIME>' not specified"],
  [
    "replay",
    [...archive, ...rule, "--since", "2026-11-21", "--until", "2026-11-20"],
    "--until must be later than --since, which is 2026-11-21T00:00:00.000Z.\n",
  ],
  [
    "replay",
    [...archive, ...rule, "--since", "2026-11-20", "--until", "2026-11-21", "--execute", "--cancel"],
    "Give --execute or --cancel, not both.\n",
  ],
  ["doctor", ["--region", "us-east-1"], "--before-up and --region need each other: give both or neither.\n"],
  [
    "doctor",
    ["--before-up", "--region", "us-east-1", "--stack", "dev"],
    "--before-up checks no stack: leave out --stack and --vendor.\n",
  ],
  [
    "doctor",
    ["--before-up", "--region", "Virginia"],
    invalid("--region <REGION>", "Virginia", "Give a Region such as us-east-1."),
  ],
  ["backfill", ["--vendor", "okta", "--to", url("a")], "error: required option '--events <FILE>' not specified"],
  [
    "backfill",
    ["--vendor", "okta", "--events", "-"],
    invalid("--events <FILE>", "-", "Give a file: a run over standard input could not be resumed."),
  ],
  [
    "backfill",
    ["--vendor", "okta", "--to", url("a"), "--events", "/nowhere.jsonl"],
    "/nowhere.jsonl cannot be read: there is no such file.\n",
  ],
  [
    "backfill",
    ["--vendor", "okta", "--to", url("partner-audit-dev_auth0_events"), "--events", __filename],
    "--to is a queue of auth0, partner-audit-dev_auth0_events, and the events are of okta. Give the queue of okta.\n",
  ],
  [
    "backfill",
    ["--vendor", "okta", "--to", url("partner-audit-dev_okta_dead-letters"), "--events", __filename],
    /^--to is a queue for failed messages, partner-audit-dev_okta_dead-letters; /,
  ],
  [
    "backfill",
    ["--vendor", "okta", "--stack", "dev", "--to", url("a"), "--events", __filename],
    /^--to names the queue: /,
  ],
  ["backfill", ["--events", __filename], "error: required option '--vendor <KEY>' not specified"],
  ["map", ["file"], "error: required option '--vendor <NAME>' not specified"],
  [
    "map",
    ["--vendor", "octa", "file"],
    `--vendor "octa" is not a known vendor; did you mean okta? Known: ${vendorNames.join(", ")}.\n`,
  ],
  ["map", ["--vendor", "wiz", "file"], "wiz has no mapping of its own; give one with --mapping FILE.\n"],
  ["map", ["--vendor", "custom", "--mapping", "/nowhere", "file"], "/nowhere cannot be read: there is no such file.\n"],
  ["map", ["--vendor", "okta"], "error: missing required argument 'FILE'"],
  ["map", ["--vendor", "okta", "/"], "/ cannot be read: it is a folder.\n"],
  ["policy", ["--json", "--markdown"], "--json and --markdown are two forms of one report; give one of them.\n"],
  ["query", ["okta-browser"], /^NAME "okta-browser" is not a known query; did you mean okta-browsers\? /],
  [
    "query",
    ["okta-browsers", "--format", "xml"],
    invalid("--format <FORMAT>", "xml", "Allowed choices are table, csv, json."),
  ],
  [
    "query",
    ["okta-browsers", "--store", "audit"],
    '--store must be the ARN of an event data store, arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID; it is "audit".\n',
  ],
  [
    "query",
    ["okta-browsers", "--on-aws"],
    "--on-aws needs --vendor, to select a store, table or log group; or name one with --store, --table or --log-group.\n",
  ],
  [
    "query",
    ["sign-ins-with-aws-sessions", "--log-group", "/audit/okta"],
    /^sign-ins-with-aws-sessions cannot query a log group: there is no queries\/sign-ins-with-aws-sessions\.cwli\. There are: auth0-failures, /,
  ],
  [
    "query",
    ["okta-browsers", "--log-group", "/audit/okta", "--store", "audit"],
    "--store, --log-group and --table exclude each other; give one of them.\n",
  ],
  [
    "start",
    ["--events", __filename],
    "--events needs --vendor, which names the vendor of the events, and excludes --synthetic.\n",
  ],
  [
    "start",
    ["--report", __dirname],
    `--report ${JSON.stringify(__dirname)} cannot be written: it is a folder. It must be a file that can be written, for example out/report.html.\n`,
  ],
  ["start", ["--vendr", "okta"], "error: unknown option '--vendr'\n(Did you mean --vendor?)"],
  ["query", ["okta-browsers", "--json", "--format", "csv"], /^--json and --format csv exclude each other; /],
  [
    "detect",
    ["--rule", "rules/okta", "--vendor", "octa", "--events", "-"],
    invalid("--vendor <NAME>", "octa", "Allowed choices are okta, onelogin, auth0, github. Did you mean okta?"),
  ],
  ["start", ["--stack", "prod"], /^There is no stack "prod": /],
  ["start", ["--fault", "throtle=1"], /^"throtle" is not a kind of fault\. Did you mean throttle\? /],
  ["capacity", [], "error: required option '--events-per-second <N>' not specified"],
  [
    "capacity",
    ["--events-per-second", "many"],
    invalid("--events-per-second <N>", "many", "Give a whole number from 1 to 10000000."),
  ],
  [
    "capacity",
    [...oneEvent, "--region", "eu-centrl-1"],
    /^--region "eu-centrl-1" is not a Region with an endpoint of EventBridge\. Did you mean eu-central-1\? The AWS General Reference \("Amazon EventBridge endpoints and quotas"\) lists us-east-1, /,
  ],
  [
    "capacity",
    [...oneEvent, "--region", "eu-central-2"],
    /^--region "eu-central-2" is not a Region with an endpoint of PutAuditEvents\. .* --sink cloudwatch-logs\.\n$/,
  ],
  [
    "capacity",
    [...oneEvent, "--sink", "cloudwatch-log"],
    invalid(
      "--sink <NAME>",
      "cloudwatch-log",
      "Allowed choices are cloudtrail-lake, s3, cloudwatch-logs. Did you mean cloudwatch-logs?",
    ),
  ],
  [
    "capacity",
    [...oneEvent, "--sink", "cloudwatch-logs", "--retention-days", "366"],
    /^--retention-days "366" is not possible in this sink\. Allowed choices are 1, 3, 5, .* Did you mean 365\?\n$/,
  ],
  [
    "capacity",
    [...oneEvent, "--sink", "cloudwatch-logs", "--billing-mode", "fixed"],
    "--billing-mode is an option of CloudTrail Lake; leave it out with --sink cloudwatch-logs.\n",
  ],
])("partner-audit %s refuses %j with a message for the user and no stack trace", async (name, commandLine, message) => {
  const { exitCode, stdout, stderr } = await partnerAudit(name, ...commandLine);
  const hint = `\nRun npx partner-audit ${name} --help for its options and examples.\n`;
  // After an error in the command line itself follows a hint to its help.
  const expected = typeof message === "string" && message.startsWith("error: ") ? message + hint : message;
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
  expect(stderr).not.toMatch(/^\s+at /m);
});

it("a redrive of a vendor that does not exist or has no queues lists the vendors of the stack's outputs, and a backfill takes its vendor and queue from them", async () => {
  const files = temporaryFolder();
  const deliveries = { "cloudtrail-lake": { queueUrl: url("a"), deadLetterQueueUrl: url("b") } };
  const outputs = { emea: { vendor: "okta", deliveries }, clumio: { vendor: "clumio" } };
  const pulumi = files.write("pulumi", `#!/bin/sh\necho '${JSON.stringify(outputs)}'\n`);
  chmodSync(pulumi, 0o755);
  const environment = { PATH: `${dirname(pulumi)}${delimiter}${process.env.PATH}` };
  const refusal = async (vendor: string) => (await runCommand("redrive", ["--vendor", vendor], { environment })).stderr;
  expect([await refusal("emeo"), await refusal("clumio")]).toEqual([
    '--vendor "emeo" is not a known vendor of the stack; did you mean emea? Known: emea, clumio.\n',
    "clumio has no queues: its events do not arrive over EventBridge.\n",
  ]);
  const events = files.write(
    "okta.jsonl",
    JSON.stringify({ uuid: "a", published: "2026-11-20", eventType: "user.session.start" }),
  );
  const { stdout } = await runCommand("backfill", ["--vendor", "emea", "--events", events], { environment });
  expect(stdout).toMatch(/^1 events: 1 would be sent with --execute, /m);
});
