import { checkout } from "../tests/support/engine";
import { type Figure, figureOf, growthOf } from "./figure";
import { measureProcess } from "./processTree";

interface StartRun {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly answer: StartAnswer;
}

/** The parts of the output of `npm start -- --json` that are read here. */
interface StartAnswer {
  readonly vendors: Readonly<
    Record<
      string,
      { readonly sinks: Readonly<Record<string, { readonly ingested: number; readonly requests: number }>> }
    >
  >;
}

/**
 * Measures the ratio of each vendor's PutAuditEvents requests in a run of `npm start` to the minimum for its audit events, with 100 in each. Lambda passes
 * the messages that are in the queue, so batches are not always full.
 */
export async function requestsOverMinimum(quick: boolean): Promise<readonly Figure[]> {
  const { answer } = await start(2_000, quick ? ["--vendor", "okta"] : []);
  const ratios = Object.values(answer.vendors).flatMap(({ sinks: { "cloudtrail-lake": lake } }) =>
    lake === undefined || lake.ingested === 0 ? [] : [lake.requests / Math.ceil(lake.ingested / eventsInARequest)],
  );
  return [figureOf("forwarder.requests.overMinimum", "of 1", ratios)];
}

/** AWS CloudTrail Data Service API Reference, PutAuditEvents, `auditEvents`. The bytes of these events never need more requests. */
const eventsInARequest = 100;

/** Events of a small start, which is subtracted from the others. */
const fewEvents = 100;
const manyEvents = [2_500, 5_000, 10_000, 20_000] as const;

/**
 * Measures the CPU time and memory of `npm start` by its number of Okta events: the exponent of the growth of the CPU time beyond that of a small start,
 * and the kilobytes per event that the peak grows from the second size to the largest.
 */
export async function growthInEvents(runs: number): Promise<readonly Figure[]> {
  const [exponents, kilobytes, microseconds]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < runs; run++) {
    const few = await start(fewEvents, ["--vendor", "okta"]);
    const points: { readonly size: number; readonly cost: number; readonly peak: number }[] = [];
    for (const events of manyEvents) {
      const { cpuSeconds, peakMegabytes } = await start(events, ["--vendor", "okta"]);
      points.push({ size: events - fewEvents, cost: cpuSeconds - few.cpuSeconds, peak: peakMegabytes });
    }
    const [, second, , last] = points;
    exponents.push(growthOf(points));
    if (second !== undefined && last !== undefined) {
      kilobytes.push((1_024 * (last.peak - second.peak)) / (last.size - second.size));
      microseconds.push((1e6 * last.cost) / last.size);
    }
  }
  return [
    figureOf("growth.events", "exponent", exponents),
    figureOf("start.cpuPerEvent", "us", microseconds),
    figureOf("start.memoryPerEvent", "kB", kilobytes),
  ];
}

async function start(events: number, more: readonly string[]): Promise<StartRun> {
  const words = ["start", "--json", "--synthetic", String(events), ...more];
  const { stdout, ...run } = await measureProcess([process.execPath, "cli/partner-audit.js", ...words], {
    cwd: checkout,
  });
  return { ...run, answer: JSON.parse(stdout) as StartAnswer };
}
