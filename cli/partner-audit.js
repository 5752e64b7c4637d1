#!/usr/bin/env node
// The command partner-audit: of a checkout from its TypeScript, of the installed package from the compiled files.
require("./register");

const { existsSync } = require("node:fs");
const { join } = require("node:path");

const isCheckout = existsSync(join(__dirname, "main.ts"));
const load = (name) => require(isCheckout ? `./${name}.ts` : `../dist/cli/${name}`);
// Errors and signals are heeded while the rest is loaded.
load("run").prepareProcess();
void load("main").main(process.argv.slice(2));
