import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../support/command";

jest.setTimeout(3 * 60 * 60_000);

const events = process.env.SOAK === undefined ? 5_000 : 1_000_000;
/** The maximum memory of a run without events, and per event, in bytes: 1.5 GB for a million. */
const bound = 700e6 + events * 800;

test(`${events} events of a vendor go through the sandbox, none is unaccounted for, and memory stays in its bounds`, async () => {
  const memory = temporaryFolder().write("memory", "");
  const environment = {
    NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "..", "support", "peakMemory.js"))}`,
    PEAK_MEMORY: memory,
  };
  const commandLine = ["--vendor", "okta", "--synthetic", String(events), "--json"];
  const { exitCode, stdout } = await runCommand("start", commandLine, { environment });
  const { okta } = JSON.parse(stdout).vendors;
  const peak = Number(readFileSync(memory, "utf8"));
  process.stdout.write(`${events} events: ${Math.round(peak / 1e6)} MB\n`);
  expect({ exitCode, received: okta.received }).toEqual({ exitCode: 0, received: events });
  // One made-up event in a hundred arrives twice; CloudTrail accepts all of them.
  expect(okta).toMatchObject({ rejected: 0, pending: 0, ingested: expect.any(Number) });
  expect(okta.ingested + okta.deduplicated).toBe(events);
  expect(okta.ingested).toBeGreaterThan(0.98 * events);
  expect(peak).toBeLessThan(bound);
});
