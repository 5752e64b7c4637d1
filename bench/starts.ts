import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { oktaEvents } from "./benchStack";
import { type Figure, figureOf } from "./figure";
import { withFreshCheckout } from "./freshCheckout";
import { measureProcess } from "./processTree";

/**
 * Measures the CPU seconds of all processes of `npm start`, without compiled code and in later runs, and the CPU and wall seconds of `map` for one event,
 * in copies of the project that alternate.
 */
export async function starts(runs: number): Promise<readonly Figure[]> {
  const [first, later, mapCpu, mapWall]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let run = 0; run < runs; run++) {
    await withFreshCheckout(async (cwd) => {
      const command = (...words: readonly string[]) =>
        measureProcess([process.execPath, "cli/partner-audit.js", ...words], { cwd });
      first.push((await command("start")).cpuSeconds);
      later.push((await command("start")).cpuSeconds);
      const file = join(cwd, "event.jsonl");
      writeFileSync(file, `${JSON.stringify(oktaEvents(1)[0])}\n`);
      await command("map", "--vendor", "okta", file);
      const { cpuSeconds, wallSeconds } = await command("map", "--vendor", "okta", file);
      mapCpu.push(cpuSeconds);
      mapWall.push(wallSeconds);
    });
  }
  return [
    figureOf("start.first.cpu", "CPU s", first),
    figureOf("start.later.cpu", "CPU s", later),
    figureOf("map.start.cpu", "CPU s", mapCpu),
    figureOf("map.start.seconds", "s", mapWall),
  ];
}
