const { existsSync } = require("node:fs");
const { join } = require("node:path");

// Pulumi starts a pack with its folder's `main`. The package contains only compiled files. A checkout runs the sources, compiled as for all commands
// of the project: Pulumi's own compiler would check the types of all imports at every preview.
const isCheckout = existsSync(join(__dirname, "index.ts"));
if (isCheckout) {
  require("../cli/register");
}
require(isCheckout ? "./index.ts" : "./dist/index.js");
