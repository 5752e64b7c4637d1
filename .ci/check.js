// `npm run check`: the checks of the code, in parallel, then the fast tests. `npm run check -- NAME...` runs some of them, and
// `npm run check -- --write` formats the code and writes the generated pages.
const { spawn } = require("node:child_process");
const { join } = require("node:path");

const folder = join(__dirname, "..");
const layers = [
  "index.ts",
  "components",
  "functions",
  "policy",
  "sandbox",
  "cli",
  "conformance",
  "bench",
  "tests",
  "examples",
];

/** The arguments of Node for each check. */
const checks = {
  lint: [
    ["node_modules/@biomejs/biome/bin/biome", "check", "."],
    ["node_modules/eslint/bin/eslint.js", "."],
  ],
  types: [["node_modules/typescript/bin/tsc"]],
  layers: [["node_modules/dependency-cruiser/bin/dependency-cruise.mjs", ...layers]],
  api: [["node_modules/typedoc/bin/typedoc", "--logLevel", "Warn"]],
  docs: [["--require", "./cli/register.js", "cli/docs/main.ts", "--check"]],
};
const fastTests = [
  ...["--max-semi-space-size=64", "node_modules/jest/bin/jest.js"],
  ...["--testPathIgnorePatterns", "tests/engine", "browser", "tests/soak"],
];
const writers = [
  ["node_modules/@biomejs/biome/bin/biome", "check", "--write", "."],
  ["--require", "./cli/register.js", "cli/docs/main.ts"],
];

/** Runs a command and returns true if it succeeds. */
function run(words, stdio = "inherit") {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: folder, stdio });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => output.push(part));
    }
    child.on("close", (code) => {
      process.stdout.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

async function runChecks(names) {
  const results = await Promise.all(
    names.flatMap((name) =>
      checks[name].map(async (words) => ({ name, passed: await run(words, ["ignore", "pipe", "pipe"]) })),
    ),
  );
  const failed = [...new Set(results.filter(({ passed }) => !passed).map(({ name }) => name))];
  if (failed.length > 0) {
    console.error(`Failed: ${failed.join(", ")}. To fix the format and the generated pages: npm run check -- --write`);
  }
  return failed.length === 0;
}

async function main(words) {
  if (words.length === 1 && words[0] === "--write") {
    return (await run(writers[0])) && run(writers[1]);
  }
  const unknown = words.filter((word) => !Object.hasOwn(checks, word));
  if (unknown.length > 0) {
    console.error(`${unknown.join(", ")} is not a check. Checks: ${Object.keys(checks).join(", ")}; or --write alone.`);
    return false;
  }
  return words.length > 0 ? runChecks(words) : (await runChecks(Object.keys(checks))) && run(fastTests);
}

main(process.argv.slice(2)).then((passed) => {
  process.exitCode = passed ? 0 : 1;
});
