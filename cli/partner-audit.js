#!/usr/bin/env node
// The command partner-audit. A checkout runs its TypeScript, the installed package its compiled files.
require("./register");

const { existsSync } = require("node:fs");
const { join } = require("node:path");

const isCheckout = existsSync(join(__dirname, "main.ts"));
const load = (name) => require(isCheckout ? `./${name}.ts` : `../dist/cli/${name}`);
// Errors and signals are handled while the rest is loaded.
load("command/run").prepareProcess();
void load("main").main(process.argv.slice(2));
