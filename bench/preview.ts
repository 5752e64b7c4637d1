import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { type Figure, figureOf } from "./figure";

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Measures previews of programs of several sizes on the real engine, each in its own process, compared with a plain program that makes the same
 * resources without components; and the policies offline.
 */
export async function previews(runs: number, quick: boolean): Promise<readonly Figure[]> {
  const folder = temporaryFolder("bench");
  const figures: Figure[] = [];
  const seconds = new Map<number, number>();
  try {
    for (const count of quick ? [25] : [1, 10, 25, 100]) {
      const file = join(folder.path, `${count}.json`);
      await work("declare", count, file);
      const [own, plain, policies]: [Run[], Run[], Run[]] = [[], [], []];
      for (let run = 0; run < runs; run++) {
        plain.push(await workOf("plain", count, file));
        own.push(await workOf("project", count, file));
        policies.push(...(quick ? [] : [await workOf("policies", count, file)]));
      }
      const ratios = own.map((one, run) => one.seconds / (plain[run]?.seconds ?? Number.NaN));
      const [time, memory] = figuresOf(`preview.vendors${count}`, own);
      seconds.set(count, time.value);
      figures.push(figureOf(`preview.vendors${count}.overPlain`, "times", ratios), time, memory);
      figures.push(...(quick ? [] : figuresOf(`policies.vendors${count}`, policies)));
    }
    return quick ? figures : [...figures, growth(seconds), await demonstration(runs, join(folder.path, "stack.json"))];
  } finally {
    folder.remove();
  }
}

/** Measures the ratio of a preview of the demonstration's stack to that of a plain program that makes the same resources. */
async function demonstration(runs: number, file: string): Promise<Figure> {
  await work("declare", "demonstration", file);
  const ratios: number[] = [];
  for (let run = 0; run < runs; run++) {
    const plain = await workOf("plain", "demonstration", file);
    ratios.push((await workOf("project", "demonstration", file)).seconds / plain.seconds);
  }
  return figureOf("preview.demonstration.overPlain", "times", ratios);
}

function figuresOf(name: string, runs: readonly Run[]): readonly [time: Figure, memory: Figure] {
  return [
    figureOf(
      `${name}.seconds`,
      "s",
      runs.map(({ seconds }) => seconds),
    ),
    figureOf(
      `${name}.memory`,
      "MB",
      runs.map(({ megabytes }) => megabytes),
    ),
  ];
}

/** Calculates the ratio of the time per added vendor from 25 to 100 to that from 1 to 25; about 1 for linear growth. */
function growth(seconds: ReadonlyMap<number, number>): Figure {
  const at = (count: number) => seconds.get(count) ?? Number.NaN;
  return figureOf("preview.growth", "of 1", [(at(100) - at(25)) / 75 / ((at(25) - at(1)) / 24)]);
}

async function workOf(mode: string, count: number | "demonstration", file: string): Promise<Run> {
  return JSON.parse(await work(mode, count, file)) as Run;
}

async function work(mode: string, count: number | "demonstration", file: string): Promise<string> {
  const commandLine = ["--require", "./cli/register.js", "bench/programs/preview.ts", mode, String(count), file];
  const { stdout } = await promisify(execFile)(process.execPath, commandLine, { cwd: join(__dirname, "..") });
  return stdout;
}
