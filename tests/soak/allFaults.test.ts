import { projectFolder } from "../../cli/projectFolder";
import { readConfiguration } from "../../components/configuration/readConfiguration";
import { createStack } from "../../components/stack/stack";
import { callFaults, entryFaults, hidingFaults, invocationFaults, parseFaults } from "../../sandbox/faults";
import { isBalanced } from "../../sandbox/ledger";
import { type DeclaredProgram, declareProgram } from "../../sandbox/program";
import { readStackFile, sandboxStack } from "../../sandbox/stackFile";
import { startTime } from "../support/stack";
import { type FaultRunReport, faultRun } from "./faultRun";

/** Every fault at once, at rates at which each of them strikes. */
const faults = [
  "throttle=0.1",
  "internal-error=0.08",
  "unavailable=0.08",
  "access-denied=0.06",
  "expired-token=0.06",
  "not-found=0.06",
  "reset=0.08",
  "reset-after-accept=0.08",
  "no-answer=0.03",
  "malformed=0.08",
  "throttle-entry=0.02",
  "entry-internal-failure=0.02",
  "entry-FieldTooLong=0.004",
  "entry-FieldNotFound=0.004",
  "entry-InvalidChecksum=0.004",
  "entry-InvalidData=0.004",
  "entry-InvalidRecipient=0.004",
  "entry-InvalidEventSource=0.004",
  "entry-AccountNotSubscribed=0.01",
  "kill=0.05",
];
const kinds = [...callFaults, ...Object.keys(entryFaults), ...invocationFaults].sort();
/** After these nobody can tell whether the events were accepted: they are sent again, and stored again. */
const hides = (fault: string) => hidingFaults.has(fault.split("=")[0] ?? "") || fault.startsWith("kill");
/** Events per vendor: enough that each of the faults strikes. `npm run soak` sends 50,000. */
const manyEvents = process.env.SOAK === undefined ? 300 : 50_000;
/** Enough that each of a few faults strikes, at higher rates. */
const fewEvents = 100;

jest.setTimeout(4 * 3_600_000);

describe("six vendors under every fault at once", () => {
  let program: DeclaredProgram;
  beforeAll(async () => {
    program = await declareProgram(readStackFile(projectFolder, sandboxStack), () => ({
      ...createStack(readConfiguration()),
    }));
  });

  const run = (settings: readonly string[], perVendor: number): Promise<FaultRunReport> =>
    faultRun({ program, perVendor, seed: 7, faults: parseFaults(settings, 7), startTime });

  /** The ledgers, in which every event is stored, parked or the equal of what is, as the rows of the stores confirm. */
  const expectSound = ({ ledgers, rows }: FaultRunReport, events: number) => {
    expect(Object.keys(ledgers)).toEqual(["okta", "onelogin", "auth0", "github", "pagerduty", "clumio"]);
    for (const [key, ledger] of Object.entries(ledgers)) {
      const { received, pending } = ledger;
      expect({ key, received, pending, balanced: isBalanced(ledger) }).toEqual({
        key,
        received: events,
        pending: 0,
        balanced: true,
      });
    }
    const ingested = Object.values(ledgers).reduce((sum, ledger) => sum + ledger.ingested, 0);
    expect(rows).toBeGreaterThanOrEqual(ingested);
    return ingested;
  };

  it("lose nothing: what was received is stored, or parked, or the equal of what is", async () => {
    const report = await run(faults, manyEvents);
    expect(report.faults).toEqual(kinds);
    expectSound(report, manyEvents);
  });

  it("store twice only what the vendor sent twice, where every answer says what became of the events", async () => {
    const answered = faults.filter((fault) => !hides(fault));
    const report = await run(answered, manyEvents);
    expect(report.rows).toBe(expectSound(report, manyEvents));
    expect(report.storedAgain).toEqual([]);
  });

  it("store some twice where an answer is hidden, and the query on duplicates names them", async () => {
    const report = await run(["reset-after-accept=0.3", "malformed=0.6"], fewEvents);
    expectSound(report, fewEvents);
    expect(report.storedAgain.length).toBeGreaterThan(0);
  });
});
