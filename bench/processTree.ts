import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { peakMemoryBytes } from "../sandbox/lambda/peakMemory";

interface ProcessRun {
  /** User and system time of the process and of all children that it waited for, in seconds. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  /** The process's own largest resident set; 0 without /proc. */
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/** Runs the command, prints its id, waits for it, and prints the times of all awaited processes. Source: POSIX, "Shell & Utilities", `times`. */
const script = '"$@" & echo $! >&3; wait $!; ended=$?; times >&3; exit $ended';
const pollMilliseconds = 50;

/** Runs a command to its end and measures it. @throws Error with its output if it fails */
export async function measureProcess(
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<ProcessRun> {
  const begun = performance.now();
  const shell = spawn("sh", ["-c", script, "sh", ...command], {
    ...options,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  let output = "";
  let peakBytes = 0;
  shell.stdio[3]?.on("data", (part: Buffer) => {
    output += part.toString();
  });
  const poll = setInterval(() => {
    const pid = Number.parseInt(output, 10);
    peakBytes = Math.max(peakBytes, Number.isNaN(pid) ? 0 : peakMemoryBytes(pid));
  }, pollMilliseconds);
  const status = new Promise<number | null>((resolve) => shell.once("close", resolve));
  const [stdout, stderr, ended] = await Promise.all([textOf(shell.stdout), textOf(shell.stderr), status]);
  clearInterval(poll);
  if (ended !== 0) {
    throw new Error(`${command.join(" ")} ended with ${ended}: ${stderr}${stdout}`);
  }
  return {
    cpuSeconds: cpuSecondsIn(output),
    wallSeconds: (performance.now() - begun) / 1_000,
    peakMegabytes: peakBytes / 1_024 ** 2,
    stdout,
  };
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? "" : text(stream);
}

/** Reads the CPU seconds from the output of `times`. Its second line is the user and the system time of the awaited processes: `0m1.25s 0m0.12s`. */
function cpuSecondsIn(output: string): number {
  const times = [...(output.trim().split("\n").at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}
