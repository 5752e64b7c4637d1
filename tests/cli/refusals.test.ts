import { chmodSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { runCommand, temporaryFolder } from "../support/command";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const queues = ["--from", url("a"), "--to", url("b")];
const eitherQueues = "Give either --vendor (and --stack), or both --from and --to.\n";
const archive = ["--archive", "arn:aws:events:us-east-1:123456789012:archive/partner-audit-dev_okta"];
const rule = ["--rule", "arn:aws:events:us-east-1:123456789012:rule/partner-audit-dev_okta"];
const eitherArchive = "Give either --vendor (and --stack), or both --archive and --rule.\n";

it.each<[string, readonly string[], string]>([
  ["redrive", [], eitherQueues],
  ["redrive", ["--vendor", "okta", ...queues], eitherQueues],
  ["redrive", ["--from", url("a")], eitherQueues],
  ["redrive", ["--stack", "dev", ...queues], eitherQueues],
  [
    "redrive",
    ["--from", "arn:aws:sqs:us-east-1:123456789012:a", "--to", url("b")],
    '--from must be the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME; it is "arn:aws:sqs:us-east-1:123456789012:a".\n',
  ],
  [
    "redrive",
    [...queues, "--since", "yesterday"],
    '--since must be a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20; it is "yesterday".\n',
  ],
  ["replay", ["--vendor", "okta", ...archive, "--since", "2026-11-20"], eitherArchive],
  ["replay", [...archive, "--since", "2026-11-20"], eitherArchive],
  [
    "replay",
    ["--archive", "okta", ...rule, "--since", "2026-11-20", "--until", "2026-11-21"],
    '--archive must be an ARN, arn:aws:events:REGION:ACCOUNT:archive/NAME; it is "okta".\n',
  ],
  [
    "replay",
    [...archive, ...rule],
    "--since is missing; give a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20.\n",
  ],
  [
    "replay",
    [...archive, ...rule, "--since", "2026-11-21", "--until", "2026-11-20"],
    "--until must be later than --since; 2026-11-20 is not later than 2026-11-21.\n",
  ],
  [
    "replay",
    [...archive, ...rule, "--since", "2026-11-20", "--until", "2026-11-21", "--execute", "--cancel"],
    "Give --execute or --cancel, not both.\n",
  ],
  ["doctor", ["--region", "us-east-1"], "--before-up and --region go together: give both or neither.\n"],
  [
    "doctor",
    ["--before-up", "--region", "us-east-1", "--stack", "dev"],
    "--before-up looks at no stack: leave out --stack and --vendor.\n",
  ],
  [
    "doctor",
    ["--before-up", "--region", "Virginia"],
    '--region must be a Region such as us-east-1; it is "Virginia".\n',
  ],
  [
    "backfill",
    ["--vendor", "okta", "--to", url("a")],
    "--events must name a file; standard input cannot be gone on with.\n",
  ],
  [
    "backfill",
    ["--vendor", "okta", "--to", url("a"), "--events", "/nowhere.jsonl"],
    "/nowhere.jsonl cannot be read: there is no such file.\n",
  ],
  [
    "backfill",
    ["--vendor", "okta", "--events", __filename],
    "--to is missing; give the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME.\n",
  ],
])("npm run %s refuses %j with a message for a person", async (command, commandLine, message) => {
  expect(await runCommand(command, commandLine)).toEqual({ exitCode: 1, stdout: "", stderr: message });
});

it("a redrive names the vendors of the stack where it has no such vendor, and says which has no queues", async () => {
  const files = temporaryFolder();
  try {
    const outputs = { okta: { queueUrl: url("a"), deadLetterQueueUrl: url("b") }, clumio: {} };
    const pulumi = files.write("pulumi", `#!/bin/sh\necho '${JSON.stringify(outputs)}'\n`);
    chmodSync(pulumi, 0o755);
    const environment = { PATH: `${dirname(pulumi)}${delimiter}${process.env.PATH}` };
    const refusal = async (vendor: string) =>
      (await runCommand("redrive", ["--vendor", vendor], { environment })).stderr;
    expect([await refusal("octa"), await refusal("clumio")]).toEqual([
      '--vendor "octa" is not a known vendor of the stack; did you mean okta? Known: okta, clumio.\n',
      "clumio has no queues: its events do not come over EventBridge.\n",
    ]);
  } finally {
    files.remove();
  }
});
