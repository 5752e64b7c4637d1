const { existsSync } = require("node:fs");
const { join } = require("node:path");

// Pulumi starts a pack by its folder's `main`: in a checkout the sources, which need no build; in the package, which has no sources, what they were compiled to.
require(existsSync(join(__dirname, "index.ts")) ? "./index.ts" : "./dist/index.js");
