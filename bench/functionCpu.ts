import { sampleRun } from "./awsSample";
import { withCloudTrailStub } from "./cloudTrailStub";
import { runProgram } from "./compiledProgram";
import { type Figure, figureOf } from "./figure";

/** Batches before a function is measured as cold, and as warm, after V8 has compiled its code. */
export const warmUps = { cold: 5, warm: 150 } as const;

/** The forwarder and one without any protection, which are also measured with one event per request. */
const ofOneRequest = ["forwarder", "chunker"] as const;
const ofManyRequests = ["powertools", "oneByOne"] as const;

type Microseconds = Readonly<Record<string, readonly number[]>>;

/**
 * Measures the CPU time of whole handlers (user and system time, with the SDK and HTTP): microseconds per event of each, warm and cold, and the ratio to a
 * forwarder without any protection. Warm handlers alternate in one process; cold ones alternate in processes of their own.
 */
export async function functionCpu(rounds: number, quick: boolean): Promise<readonly Figure[]> {
  return withCloudTrailStub(0, async (environment) => {
    const measure = async (commandLine: readonly (string | number)[]) =>
      lastLineOf(await runProgram("functionCpu", commandLine.map(String), environment));
    const warm = await measure([warmUps.warm, rounds, 20, ...ofOneRequest]);
    const many = quick ? {} : await measure([20, Math.min(rounds, 9), 1, ...ofManyRequests]);
    const cold: Record<string, number[]> = {};
    for (let run = 0; run < (quick ? 3 : 11); run++) {
      for (const name of quick ? ofOneRequest : [...ofOneRequest, ...ofManyRequests]) {
        const [value = Number.NaN] = (await measure([warmUps.cold, 1, 5, name]))[name] ?? [];
        cold[name] = [...(cold[name] ?? []), value];
      }
    }
    const samples = quick ? [] : [await sampleRun(0), await sampleRun(0), await sampleRun(0)];
    const sample = samples.flatMap((run) => (run === undefined ? [] : [run.microseconds]));
    return [
      overChunker("", warm),
      overChunker(".cold", cold),
      ...figuresFor("", { ...warm, ...many, ...(sample.length > 0 && { sample }) }),
      ...figuresFor(".cold", cold),
    ];
  });
}

function lastLineOf(text: string): Microseconds {
  return JSON.parse(text.slice(text.lastIndexOf("\n") + 1)) as Microseconds;
}

function overChunker(suffix: string, { forwarder = [], chunker = [] }: Microseconds): Figure {
  const ratios = forwarder.map((own, round) => own / (chunker[round] ?? Number.NaN));
  return figureOf(`forwarder.cpu.okta.overChunker${suffix}`, "times the CPU", ratios);
}

function figuresFor(suffix: string, microseconds: Microseconds): readonly Figure[] {
  return Object.entries(microseconds).map(([name, values]) =>
    figureOf(`${name}.cpu.okta.microsecondsPerEvent${suffix}`, "us", values),
  );
}
