const { spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { delimiter, join } = require("node:path");

/**
 * The Chromium of this machine: the one that CHROMIUM names, Debian's, or Chrome on PATH. Empty where there is none.
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

/** Says once, before the first test, what this machine lacks, and which tests are therefore left out. */
module.exports = () => {
  const engine =
    spawnSync("pulumi", ["version"], {
      stdio: "ignore",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).status === 0;
  // Read by the tests that need it (tests/support/engine.ts).
  process.env.ENGINE_PRESENT = engine ? "1" : "0";
  // Read by the tests that need it (tests/support/browser.ts).
  process.env.CHROMIUM_FOUND = findChromium();
  // The SDK's notice of a Node.js version's end is for those who deploy, not for those who test.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const lacking = [
    !engine && "pulumi is not on PATH: the tests on the real engine are left out.",
    process.env.SAMPLES === undefined && "SAMPLES names no folder of sample events: the tests with these are left out.",
    process.env.CHROMIUM_FOUND === "" &&
      "There is no Chromium, and CHROMIUM names none: the tests in a browser are left out.",
    process.env.BOTO3_PYTHON === undefined &&
      "BOTO3_PYTHON names no Python with boto3: the tests with it are left out.",
  ];
  process.stderr.write(
    lacking
      .filter(Boolean)
      .map((line) => `${line}\n`)
      .join(""),
  );
};
