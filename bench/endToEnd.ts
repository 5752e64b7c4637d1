import { type BenchStack, batchOf, type Code, invoke, oktaEvents, withBenchStack } from "./benchStack";
import { type Figure, figureOf } from "./figure";

/** A size of batch and how long the endpoint takes to answer, in milliseconds. */
interface Situation {
  readonly batchSize: number;
  readonly latency: number;
}

/** The situation that the first figure is of. */
const usual: Situation = { batchSize: 100, latency: 20 };
const situations: readonly Situation[] = [10, 100, 1_000].flatMap((batchSize) =>
  [0, 20, 100].map((latency) => ({ batchSize, latency })),
);

/** How many events the reference is given: each takes as long as the one before. */
const referenceEvents = 20;

/**
 * The deployed archive in the sandbox's Lambda runtime, against the local endpoint over HTTP: how many times as fast as one request an
 * event, events a second, milliseconds of Lambda for 1,000 events; and requests for the least that the events could take.
 */
export async function endToEnd(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const overMinimum: number[] = [];
  for (const situation of quick ? [usual] : situations) {
    const { batchSize, latency } = situation;
    const own = await perEvent("forwarder", situation, batchSize, runs, overMinimum);
    const reference = await perEvent("oneByOne", situation, referenceEvents, Math.min(runs, 3), []);
    const ratios = own.map((milliseconds) => medianOf(reference) / milliseconds);
    const isUsual = batchSize === usual.batchSize && latency === usual.latency;
    const suffix = isUsual ? "" : `.batch${batchSize}.latency${latency}`;
    figures.push(
      figureOf(`forwarder.endToEnd.overOneByOne${suffix}`, "times", ratios),
      figureOf(
        `forwarder.endToEnd.eventsPerSecond${suffix}`,
        "events/s",
        own.map((milliseconds) => 1_000 / milliseconds),
      ),
      figureOf(
        `forwarder.endToEnd.millisecondsPerThousand${suffix}`,
        "ms",
        own.map((milliseconds) => 1_000 * milliseconds),
      ),
    );
  }
  return [...figures, figureOf("forwarder.requests.overMinimum", "of 1", overMinimum)];
}

/** Milliseconds an event, of each run. */
async function perEvent(
  code: Code,
  { latency }: Situation,
  batchSize: number,
  runs: number,
  overMinimum: number[],
): Promise<readonly number[]> {
  return withBenchStack(code, { latencyMilliseconds: latency }, async (bench) => {
    const payload = batchOf(oktaEvents(batchSize));
    await warmUp(bench, payload, code === "forwarder" ? 5 : 1);
    const measured: number[] = [];
    for (let run = 0; run < runs; run++) {
      const before = bench.requests();
      measured.push((await invoke(bench, payload)) / batchSize);
      overMinimum.push((bench.requests() - before) / Math.ceil(batchSize / eventsInARequest));
    }
    return measured;
  });
}

/** AWS CloudTrail Data Service API Reference, PutAuditEvents, `auditEvents`. The bytes of these events never need more requests. */
const eventsInARequest = 100;

async function warmUp(bench: BenchStack, payload: string, times: number): Promise<void> {
  for (let run = 0; run < times; run++) {
    await invoke(bench, payload);
  }
}

function medianOf(values: readonly number[]): number {
  return figureOf("", "", values).value;
}

/**
 * Peak memory of a process's first batch of 6 MB, the most that Lambda hands over, of events of 256 kB: of a function that has the least memory
 * that Lambda gives, 128 MB; and, where there is time, with more, of which V8 lets more be garbage. `ended` is how often one such batch
 * after another had a function ended that took more than it has.
 */
export async function peakMemory(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const memoryMegabytes of quick ? [128] : [128, 256, 512]) {
    const name = `forwarder.peakMemory${memoryMegabytes === 128 ? "" : `.of${memoryMegabytes}`}`;
    await withBenchStack("forwarder", { memoryMegabytes }, async (bench) => {
      const payload = batchOf(largeEvents());
      const peaks: number[] = [];
      for (let run = 0; run < runs; run++) {
        bench.target.close();
        bench.target.peakMemoryBytes = 0;
        await invoke(bench, payload);
        peaks.push(bench.target.peakMemoryBytes / 1024 ** 2);
      }
      let ended = 0;
      for (let run = 0; run < runs; run++) {
        const { status } = await bench.target.invoke(payload);
        ended += status === "failed" ? 1 : 0;
      }
      figures.push(figureOf(name, "MB", peaks), figureOf(`${name}.ended`, "batches", [ended]));
    });
  }
  return figures;
}

/** As many events of 256 kB as one invocation's payload holds. Their parts are just within what an audit event may hold. */
function largeEvents(): readonly Readonly<Record<string, unknown>>[] {
  const text = (bytes: number) => "An audit trail holds what happened. ".repeat(bytes / 36);
  return oktaEvents(23).map((event) => ({
    ...event,
    transaction: { id: "large", detail: text(95_000) },
    outcome: { result: "SUCCESS", detail: text(95_000) },
    debugContext: { debugData: { detail: text(25_000) } },
    securityContext: { detail: text(30_000) },
  }));
}
