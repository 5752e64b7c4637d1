const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync, rmSync } = require("node:fs");
const { delimiter, join } = require("node:path");

/**
 * Returns the path of Chromium on this machine: the one that CHROMIUM names, Debian's, or Chrome on PATH. Empty if
 * there is none.
 */
function findChromium() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, "google-chrome"));
  const { CHROMIUM } = process.env;
  const places = CHROMIUM ? [CHROMIUM] : ["/usr/bin/chromium", "/usr/bin/chromium-browser", ...onPath];
  return places.find((place) => existsSync(place)) ?? "";
}

const project = join(__dirname, "..", "..");

/** Returns a digest of everything that a declared stack depends on. */
function digestOfSources() {
  const hash = createHash("sha256")
    .update(process.version)
    .update(readFileSync(join(project, "package-lock.json")))
    .update(readFileSync(join(project, "index.ts")));
  for (const folder of ["components", "examples", "functions", "queries", "sandbox", join("tests", "support")]) {
    for (const file of readdirSync(join(project, folder), { recursive: true, withFileTypes: true })) {
      if (file.isFile()) {
        const path = join(file.parentPath ?? file.path, file.name);
        hash.update(`\n${path}\n`).update(readFileSync(path));
      }
    }
  }
  return hash.digest("hex");
}

/**
 * Starts the process that declares stacks for all tests; returns its port, and its folder for the temporary files of
 * all tests.
 */
async function startDeclareServer() {
  const cache = join(project, "node_modules", ".cache", "partner-audit-declared");
  const digest = digestOfSources();
  // Outdated files stay in a read-only folder.
  try {
    for (const other of readdirSync(cache).filter((name) => name !== digest)) {
      rmSync(join(cache, other), { recursive: true, force: true });
    }
  } catch {}
  const commandLine = ["--require", "./cli/register.js", "tests/support/declareServer.ts", join(cache, digest)];
  const server = spawn(process.execPath, commandLine, { cwd: project, stdio: ["pipe", "pipe", "inherit"] });
  globalThis.declareServer = server;
  const printed = await new Promise((resolve, reject) => {
    server.stdout.once("data", (line) => resolve(String(line).trim()));
    server.once("exit", (code) => reject(new Error(`tests/support/declareServer.ts ended with ${code}`)));
  });
  server.unref();
  return JSON.parse(printed);
}

/** Prints once, before the first test, what this machine lacks, and which tests are therefore skipped. */
module.exports = async () => {
  const engine =
    spawnSync("pulumi", ["version"], {
      stdio: "ignore",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).status === 0;
  // Read by tests/support/declare.ts.
  const { port, temporary } = await startDeclareServer();
  process.env.DECLARE_PORT = port;
  // Read by all programs that create temporary files.
  process.env.TMPDIR = temporary;
  // Read by the tests that need it (tests/support/engine.ts).
  process.env.ENGINE_PRESENT = engine ? "1" : "0";
  // Read by the tests that need it (tests/support/browser.ts).
  process.env.CHROMIUM_FOUND = findChromium();
  // The SDK's notice of a Node.js version's end concerns deployments, not tests.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const lacking = [
    !engine && "pulumi is not on PATH: the tests on the real engine are left out.",
    process.env.SAMPLES === undefined && "SAMPLES names no folder of sample events: the tests with these are left out.",
    process.env.SIGMA_RULES === undefined &&
      "SIGMA_RULES names no folder of SigmaHQ's rules: the tests with these are left out.",
    process.env.CHROMIUM_FOUND === "" &&
      "There is no Chromium, and CHROMIUM names none: the tests in a browser are left out.",
  ];
  process.stderr.write(
    lacking
      .filter(Boolean)
      .map((line) => `${line}\n`)
      .join(""),
  );
};
