import { sampleRun } from "./awsSample";
import { type BenchStack, batchOf, type Code, invoke, oktaEvents, withBenchStacks } from "./benchStack";
import { type Figure, figureOf } from "./figure";
import { warmUps } from "./functionCpu";

/** A size of batch and how long the endpoint takes to answer, in milliseconds. */
interface Situation {
  readonly batchSize: number;
  readonly latency: number;
}

/** The size of a full request, with which all forwarders are compared; with the others the slowest alone. */
const requestSize = 100;
/** The situation whose figures have the plain names. */
const usualLatency = 20;
const situations: readonly Situation[] = [10, requestSize, 1_000].flatMap((batchSize) =>
  [0, 20, 100].map((latency) => ({ batchSize, latency })),
);

/** A forwarder to compare with, by the name in the figures. */
type Reference = "Chunker" | "Powertools" | "OneByOne" | "Sample";
type Milliseconds = Partial<Record<Reference | "own", readonly number[]>>;

/** How many events one event a request is measured with, and how often at most: each takes as long as the one before. */
const oneByOne = { events: 20, runs: 3 } as const;

/**
 * The deployed archive in the sandbox's Lambda runtime, against the local endpoint over HTTP: how many times as fast as other forwarders, which take
 * turns with it; events a second, and milliseconds of Lambda for 1,000 events. All of a new function, after a few batches; `.warm` when V8
 * has compiled what it will.
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

/** Milliseconds an event of each forwarder's runs. */
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
