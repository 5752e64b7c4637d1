import { readFileSync } from "node:fs";

/**
 * The most memory a process has held so far, in bytes. On Linux it is the kernel's own high-water mark of the resident
 * set; getrusage would count what the parent held when it started the process. Elsewhere only this process can be asked,
 * for what it holds now.
 * @param pid @default this process
 */
export function peakMemoryBytes(pid?: number): number {
  try {
    const status = readFileSync(`/proc/${pid ?? "self"}/status`, "utf8");
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return pid === undefined ? process.memoryUsage.rss() : 0;
  }
}
