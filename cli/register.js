// Loaded first by every command. The check of Node precedes everything that an older version may be unable to parse, and an older version can
// parse this file.
require("./nodeVersion");

const { join } = require("node:path");

// The SDK warns about Node versions that it will stop supporting; this project has its own check (nodeVersion.js).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
require("./warnings");
// Node 22.1 and later cache compiled code in a folder that npm ci removes.
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
