// Loaded before a command: writes the most memory that its process took, in bytes, to the file that PEAK_MEMORY names.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.PEAK_MEMORY, String(process.resourceUsage().maxRSS * 1024)));
