// The program that Pulumi runs (Pulumi.yaml). It loads index.ts through the compile cache that all commands share; Pulumi itself would compile every file at
// each preview. The file is in this folder because Pulumi runs a program in the folder of its `main`.
require("./cli/register");

module.exports = require("./index.ts");
