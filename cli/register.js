// What every command loads first. The check of Node comes before all that an older version may be unable to read, and this file is in a
// syntax that it reads.
require("./nodeVersion");

const { join } = require("node:path");

// The SDK warns of Node versions that it will not support one day; this project's own check decides (nodeVersion.js).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
require("./warnings");
// Node 22.1 and later keep what they compiled, in a folder that npm ci removes.
require("node:module").enableCompileCache?.(
  join(__dirname, "..", "node_modules", ".cache", "partner-audit", "compiled"),
);
try {
  require("./typescript");
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") {
    throw error;
  }
  console.error("The packages that this project needs are not installed. Run npm ci first, in the project's folder.");
  process.exit(1);
}
