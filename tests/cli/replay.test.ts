import { runCommand } from "../support/command";

const archive = ["--archive", "arn:aws:events:us-east-1:123456789012:archive/partner-audit-dev_okta"];
const rule = ["--rule", "arn:aws:events:us-east-1:123456789012:rule/partner-audit-dev_okta"];
const time = ["--since", "2026-11-20", "--until", "2026-11-21"];
const either = "Give either --vendor (and --stack), or both --archive and --rule.\n";

describe("npm run replay", () => {
  it.each<[string, string[], string]>([
    ["nothing", [], either],
    ["a vendor and an archive", ["--vendor", "okta", ...archive, ...time], either],
    ["a stack without a vendor", ["--stack", "dev", ...archive, ...rule, ...time], either],
    ["an archive without a rule", [...archive, ...time], either],
    [
      "something else than an archive",
      ["--archive", "okta", ...rule, ...time],
      '--archive must be an ARN, arn:aws:events:REGION:ACCOUNT:archive/NAME; it is "okta".\n',
    ],
    [
      "no time",
      [...archive, ...rule],
      "--since is missing; give a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20.\n",
    ],
    [
      "a time that ends before it begins",
      [...archive, ...rule, "--since", "2026-11-21", "--until", "2026-11-20"],
      "--until must be later than --since; 2026-11-20 is not later than 2026-11-21.\n",
    ],
    [
      "two wishes at once",
      [...archive, ...rule, ...time, "--execute", "--cancel"],
      "Give --execute or --cancel, not both.\n",
    ],
  ])("refuses %s with a message for a person", async (_, commandLine, message) => {
    expect(await runCommand("replay", commandLine)).toEqual({ exitCode: 1, stdout: "", stderr: message });
  });
});
