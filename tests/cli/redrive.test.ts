import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { runCommand } from "../support/command";

const url = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const either = "Give either --vendor (and --stack), or both --from and --to.\n";

describe("npm run redrive", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi beside "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A pulumi command that prints a stack's outputs. */
  function withOutputs(outputs: object): NodeJS.ProcessEnv {
    const command = join(folder, "pulumi");
    writeFileSync(command, `#!/bin/sh\necho '${JSON.stringify(outputs)}'\n`);
    chmodSync(command, 0o755);
    return { PATH: `${folder}${delimiter}${process.env.PATH}` };
  }

  it.each<[string, string[], string]>([
    ["nothing", [], either],
    ["a vendor and queues", ["--vendor", "okta", "--from", url("a"), "--to", url("b")], either],
    ["a vendor and one queue", ["--vendor", "okta", "--from", url("a")], either],
    ["one queue alone", ["--from", url("a")], either],
    ["a stack without a vendor", ["--stack", "dev", "--from", url("a"), "--to", url("b")], either],
    [
      "a queue's ARN",
      ["--from", "arn:aws:sqs:us-east-1:123456789012:a", "--to", url("b")],
      '--from must be the URL of a queue, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME; it is "arn:aws:sqs:us-east-1:123456789012:a".\n',
    ],
    [
      "a time that is none",
      ["--from", url("a"), "--to", url("b"), "--since", "yesterday"],
      '--since must be a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20; it is "yesterday".\n',
    ],
  ])("refuses %s with a message for a person", async (_, commandLine, message) => {
    expect(await runCommand("redrive", commandLine)).toEqual({ exitCode: 1, stdout: "", stderr: message });
  });

  it("names the vendors of the stack where it has no such vendor, and says which has no queues", async () => {
    const environment = withOutputs({ okta: { queueUrl: url("a"), deadLetterQueueUrl: url("b") }, clumio: {} });
    expect(await runCommand("redrive", ["--vendor", "octa"], { environment })).toMatchObject({
      exitCode: 1,
      stderr: '--vendor "octa" is not a known vendor of the stack; did you mean okta? Known: okta, clumio.\n',
    });
    expect(await runCommand("redrive", ["--vendor", "clumio"], { environment })).toMatchObject({
      exitCode: 1,
      stderr: "clumio has no queues: its events do not come over EventBridge.\n",
    });
  });
});
