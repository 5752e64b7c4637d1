// What Pulumi runs (Pulumi.yaml): index.ts, compiled as all commands are, which keep what they compiled. Pulumi itself would compile every file anew at each
// preview. The file is in this folder, since Pulumi runs a program in the folder of its `main`.
require("./cli/register");

module.exports = require("./index.ts");
