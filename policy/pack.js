const { existsSync } = require("node:fs");
const { join } = require("node:path");

// Pulumi starts a pack by its folder's `main`: in the package, which has no sources, what they were compiled to. In a checkout it starts the sources,
// compiled as for all commands of the project: Pulumi itself would check the types of all that they import, at every preview.
const isCheckout = existsSync(join(__dirname, "index.ts"));
if (isCheckout) {
  require("../cli/register");
}
require(isCheckout ? "./index.ts" : "./dist/index.js");
