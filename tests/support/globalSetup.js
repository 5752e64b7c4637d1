const { spawnSync } = require("node:child_process");

/** Says once, before the first test, what this machine lacks, and which tests are therefore left out. */
module.exports = () => {
  const engine =
    spawnSync("pulumi", ["version"], {
      stdio: "ignore",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    }).status === 0;
  // Read by the tests that need it (tests/support/engine.ts).
  process.env.ENGINE_PRESENT = engine ? "1" : "0";
  // The SDK's notice of a Node.js version's end is for those who deploy, not for those who test.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const lacking = [
    !engine && "pulumi is not on PATH: the tests on the real engine are left out.",
    process.env.SAMPLES === undefined && "SAMPLES names no folder of sample events: the tests with these are left out.",
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
