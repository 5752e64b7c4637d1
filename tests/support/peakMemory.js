// Loaded before a command: writes the most memory that its process took, in bytes, to the file that PEAK_MEMORY names.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.PEAK_MEMORY, String(peakBytes())));

/** Linux counts the memory of the process that started this one into maxRSS, since they share it until this one's program is loaded; not into VmHWM. */
function peakBytes() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kilobytes) * 1_024;
  } catch {
    return process.resourceUsage().maxRSS * 1_024;
  }
}
