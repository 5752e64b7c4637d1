import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allowEverything } from "../../sandbox/authorization";
import { type FaultPlan, parseFaults } from "../../sandbox/faults";
import { createRandom } from "../../sandbox/traffic/madeUp";
import { ended, temporaryFolder } from "../support/command";
import { oktaAlone } from "../support/declare";
import { sandboxCommand } from "../support/sandboxCommand";
import { slowGateway } from "../support/slowGateway";
import { oktaDetails, sendDetails, withStack } from "../support/stack";

jest.setTimeout(10 * 60_000);

const project = join(__dirname, "..", "..");
/** The number of stops per command; `npm run soak` stops it ten times. */
const moments = process.env.SOAK === undefined ? 1 : 10;
const random = createRandom(20261130);
let stops = 0;
const okta = temporaryFolder().write(
  "okta.jsonl",
  oktaDetails(2_000)
    .map((detail) => `${JSON.stringify(detail)}\n`)
    .join(""),
);

const hasTerminal = spawnSync("python3", ["-c", "import pty, os; os.waitstatus_to_exitcode"]).status === 0;
if (!hasTerminal) {
  process.stderr.write("python3 cannot open a terminal: no command is stopped in one.\n");
}

/**
 * Stops a command in a terminal at random moments, alternately with ^C and SIGTERM, and prints the longest time to its
 * end.
 */
async function stopAtAnyMoment(
  { words, environment = {} }: { readonly words: readonly string[]; readonly environment?: NodeJS.ProcessEnv },
  longest: number,
  stopping: (isStopping: boolean) => void = () => undefined,
): Promise<void> {
  let slowest = 0;
  for (let run = 0; run < moments; run++) {
    const after = random.integer(longest);
    const folder = mkdtempSync(join(tmpdir(), "stopped-"));
    const how = [String(after / 1_000), stops++ % 2 === 0 ? "SIGINT" : "SIGTERM", folder];
    const terminal = spawn("python3", ["tests/support/terminal.py", ...how, process.execPath, ...words], {
      cwd: project,
      env: { ...process.env, npm_lifecycle_event: undefined, ...environment, TMPDIR: folder },
    });
    stopping(false);
    terminal.stdout.once("data", () => stopping(true));
    const { stdout } = await ended(terminal);
    const { seconds, output, ...rest } = JSON.parse(stdout.split("\n")[1] ?? "");
    const written: readonly string[] = output
      .replaceAll("^C", "")
      .replaceAll("\u001b[K", "\n")
      .split(/[\r\n]+/);
    const lines = written.filter((line) => /Stopped|Error|^ +at /.test(line));
    expect({ after, lines, files: readdirSync(folder), ...rest }).toEqual({
      after,
      lines: [expect.stringMatching(/^Stopped (before it began|after [\d,]+ .+)\.$/)],
      files: [],
      exitCode: 130,
      processes: 0,
    });
    slowest = Math.max(slowest, seconds);
  }
  process.stderr.write(`${expect.getState().currentTestName}: ended within ${slowest} s\n`);
}

/** CloudTrail accepts one event of ten, so the others are known to be faulty. */
function refusingMost(): FaultPlan {
  let entries = 0;
  return { ...parseFaults([]), nextEntry: () => (entries++ % 10 === 0 ? undefined : "entry-InvalidData") };
}

(hasTerminal ? describe : describe.skip)("when it is stopped, it says how far it came and leaves nothing:", () => {
  it.each<[string, number, readonly string[]]>([
    ["start", 4_000, ["--vendor", "okta", "--synthetic", "200000"]],
    ["policy", 1_500, []],
    ["query", 2_500, ["okta-browsers"]],
    ["endpoint", 1_500, []],
    ["map", 2_000, ["--vendor", "okta", ...Array<string>(50).fill(okta)]],
  ])("npm run %s", (name, longest, commandLine) =>
    stopAtAnyMoment({ words: ["cli/partner-audit.js", name, ...commandLine] }, longest),
  );

  const url = (queue: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_${queue}`;
  const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:123456789012:${rest}`;
  const replayed = [
    ...["--archive", arn("events", "archive/partner-audit-dev_okta"), "--since", "2026-11-20", "--until", "2026-11-21"],
    ...["--rule", arn("events", "rule/aws.partner/okta.com/acme/audit/partner-audit-dev_okta"), "--execute"],
  ];

  it.each<[string, number, RegExp, (store: string) => readonly string[]]>([
    ["redrive", 200, /SendMessageBatch/, () => ["--from", url("dead-letters"), "--to", url("events"), "--execute"]],
    [
      "backfill",
      100,
      /SendMessageBatch/,
      () => ["--vendor", "okta", "--events", okta, "--to", url("events"), "--execute"],
    ],
    ["replay", 100, /StartReplay/, () => replayed],
    ["query", 700, /StartQuery/, (store) => ["okta-browsers", "--store", arn("cloudtrail", `eventdatastore/${store}`)]],
  ])("npm run %s on a slow endpoint, which receives nothing more", async (name, latency, sending, commandLine) => {
    const work: Parameters<typeof withStack>[0] = async (stack) => {
      sendDetails(stack, "okta", oktaDetails(moments * 500));
      await stack.sandbox.settle();
      let isStopping = false;
      let late = 0;
      const gateway = await slowGateway(stack.sandbox.gatewayUrl, latency, (bytes) => {
        late += isStopping && sending.test(bytes.toString("latin1")) ? 1 : 0;
      });
      const { words, environment } = sandboxCommand(
        name,
        stack,
        commandLine(stack.integrations[0]?.eventDataStoreId ?? ""),
      );
      const command = { words, environment: { ...environment, SANDBOX_GATEWAY: gateway.url } };
      let timer: NodeJS.Timeout | undefined;
      await stopAtAnyMoment(command, 2_000, (value) => {
        clearTimeout(timer);
        isStopping = false;
        // A running call may arrive later; a run that continued would send for another 600 ms.
        timer = setTimeout(() => {
          isStopping = value;
        }, 200);
      }).finally(gateway.close);
      expect(late).toBe(0);
    };
    const vendors = { okta: { ...oktaAlone.okta, archive: { retentionDays: 30 } } };
    await withStack(work, { faults: refusingMost(), authorize: allowEverything }, { vendors });
  });
});
