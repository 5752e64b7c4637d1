import { sampleRun } from "./awsSample";
import { type BenchStack, batchOf, type Code, invoke, oktaEvents, withBenchStacks } from "./benchStack";
import { type Figure, figureOf } from "./figure";
import { warmUps } from "./functionCpu";

/** A batch size and the latency of the endpoint in milliseconds. */
interface Situation {
  readonly batchSize: number;
  readonly latency: number;
}

/** The size of a full request, for which all forwarders are compared; for other sizes only the slowest. */
const requestSize = 100;
/** The latency of the situation whose figures have names without a suffix. */
const usualLatency = 20;
const situations: readonly Situation[] = [10, requestSize, 1_000].flatMap((batchSize) =>
  [0, 20, 100].map((latency) => ({ batchSize, latency })),
);

/** A forwarder for comparison, by its name in the figures. */
type Reference = "Chunker" | "Powertools" | "OneByOne" | "Sample";
type Milliseconds = Partial<Record<Reference | "own", readonly number[]>>;

/** Events and maximum runs of a forwarder with one event per request: every event takes the same time. */
const oneByOne = { events: 20, runs: 3 } as const;

/**
 * Measures the deployed archive in the sandbox's Lambda runtime, with the local endpoint over HTTP: its speed relative to other forwarders, in
 * alternation with them, its events per second, and its Lambda milliseconds per 1,000 events. The figures are those of a new function after a few
 * batches; `.warm` is after V8 has compiled the code.
 */
export async function endToEnd(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const usual = { batchSize: requestSize, latency: usualLatency };
  for (const situation of quick ? [usual] : situations) {
    const { batchSize, latency } = situation;
    const { cold, warm } = await measure(situation, runs, quick);
    const suffix = batchSize === requestSize && latency === usualLatency ? "" : `.batch${batchSize}.latency${latency}`;
    figures.push(...figuresFrom(cold, suffix), ...figuresFrom(warm, `${suffix}.warm`));
  }
  return figures;
}

function figuresFrom({ own = [], ...others }: Milliseconds, suffix: string): readonly Figure[] {
  const name = "forwarder.endToEnd";
  const figure = (of: string, unit: string, values: readonly number[]) =>
    values.length === 0 ? [] : [figureOf(`${name}.${of}${suffix}`, unit, values)];
  const ratios = Object.entries(others).flatMap(([reference, milliseconds]) =>
    figure(
      `over${reference}`,
      "times as fast",
      own.map((one, run) => (milliseconds[run % milliseconds.length] ?? Number.NaN) / one),
    ),
  );
  const rate = own.map((one) => 1_000 / one);
  const lambda = own.map((one) => 1_000 * one);
  return [
    ...ratios,
    ...figure("eventsPerSecond", "events/s", rate),
    ...figure("millisecondsPerThousand", "ms", lambda),
  ];
}

/** Measures the milliseconds per event of each forwarder's runs. */
async function measure(
  { batchSize, latency }: Situation,
  runs: number,
  quick: boolean,
): Promise<Readonly<Record<"cold" | "warm", Milliseconds>>> {
  const isCompared = batchSize === requestSize;
  const fast: Readonly<Partial<Record<Code, Reference>>> = {
    ...(isCompared && { chunker: "Chunker" }),
    ...(isCompared && !quick && { powertools: "Powertools" }),
  };
  const compared = Object.keys(fast) as readonly (keyof typeof fast)[];
  const codes = ["forwarder", "oneByOne", ...compared] as const;
  return withBenchStacks(codes, { latencyMilliseconds: latency }, async (benches) => {
    const payload = batchOf(oktaEvents(batchSize));
    const few = batchOf(oktaEvents(oneByOne.events));
    const perEvent = async (bench: BenchStack) => (await invoke(bench, payload)) / batchSize;
    const round = async (into: Record<string, number[]>) => {
      add(into, "own", await perEvent(benches.forwarder));
      for (const code of compared) {
        add(into, fast[code] ?? "", await perEvent(benches[code]));
      }
    };
    const [cold, warm]: [Record<string, number[]>, Record<string, number[]>] = [{}, {}];
    await invoke(benches.oneByOne, few);
    for (let done = 0; done < warmUps.cold; done++) {
      await round({});
    }
    for (let run = 0; run < runs; run++) {
      await round(cold);
      if (run < oneByOne.runs) {
        add(cold, "OneByOne", (await invoke(benches.oneByOne, few)) / oneByOne.events);
        const sample = isCompared && !quick ? await sampleRun(latency) : undefined;
        add(cold, "Sample", sample?.milliseconds);
      }
    }
    for (let done = warmUps.cold + runs; isCompared && !quick && done < warmUps.warm; done++) {
      await round({});
    }
    for (let run = 0; isCompared && !quick && run < runs; run++) {
      await round(warm);
    }
    return { cold, warm };
  });
}

function add(into: Record<string, number[]>, name: string, value: number | undefined): void {
  if (value !== undefined) {
    into[name] = [...(into[name] ?? []), value];
  }
}
