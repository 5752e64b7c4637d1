import { batchOf, invoke, oktaEvents, withBenchStacks } from "./benchStack";
import { type Figure, figureOf } from "./figure";

/**
 * Peak memory of a process's first batch of 6 MB, the most that Lambda hands over, of events of 256 kB: of a function that has the least memory
 * that Lambda gives, 128 MB; and, where there is time, with more, of which V8 lets more be garbage. `ended` is how often one such batch
 * after another had a function ended that took more than it has.
 */
export async function peakMemory(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const memoryMegabytes of quick ? [128] : [128, 256, 512]) {
    const name = `forwarder.peakMemory${memoryMegabytes === 128 ? "" : `.of${memoryMegabytes}`}`;
    await withBenchStacks(["forwarder"], { memoryMegabytes }, async ({ forwarder: bench }) => {
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
