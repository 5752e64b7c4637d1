import { batchOf, invoke, oktaEvents, withBenchStacks } from "./benchStack";
import { type Figure, figureOf } from "./figure";

/**
 * Measures the peak memory of a process's first batch of 6 MB, the maximum of Lambda, with events of 256 kB: of a function with Lambda's minimum memory,
 * 128 MB, and, unless `quick`, with more memory, of which V8 uses more for garbage. `ended` counts the functions that were ended during consecutive
 * batches because they exceeded their memory.
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

/** Makes as many events of 256 kB as fit into one invocation's payload. Their parts are just below the limits of an audit event. */
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
