import { readFileSync } from "node:fs";

/**
 * Returns the process's peak memory in bytes: on Linux the kernel's high-water mark of the resident set (getrusage would count the parent's),
 * elsewhere the current memory of this process. @param pid @default this process
 */
export function peakMemoryBytes(pid?: number): number {
  try {
    const status = readFileSync(`/proc/${pid ?? "self"}/status`, "utf8");
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  } catch {
    return pid === undefined ? process.memoryUsage.rss() : 0;
  }
}
