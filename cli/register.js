// What every command loads first. The check of Node comes before all that an older version may be unable to read, and this file is in a
// syntax that it reads.
require("./nodeVersion");

// The SDK warns of Node versions that it will not support one day; this project's own check decides (nodeVersion.js).
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
require("./warnings");
try {
  require("./typescript");
} catch (error) {
  if (error.code !== "MODULE_NOT_FOUND") {
    throw error;
  }
  console.error("The packages that this project needs are not installed. Run npm ci first, in the project's folder.");
  process.exit(1);
}
