// Preloaded into a command: writes the peak memory of its process, in bytes, to the file that PEAK_MEMORY names.
const { readFileSync, writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.PEAK_MEMORY, String(peakBytes())));

/**
 * Reads VmHWM, since Linux includes in maxRSS the memory of the parent process, which both share until this one's
 * program is loaded.
 */
function peakBytes() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kilobytes) * 1_024;
  } catch {
    return process.resourceUsage().maxRSS * 1_024;
  }
}
