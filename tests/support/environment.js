const { createRequire } = require("node:module");
const { TestEnvironment } = require("jest-environment-node");
const { endWhatIsLeft } = require("./leftovers");
const { shareScripts } = require("./sharedScripts");
require("../../cli/warnings");

/** Finds what Pulumi would find. */
const requireOfPulumi = createRequire(require.resolve("@pulumi/pulumi"));

/** Node's environment, without what would make each file of tests slow that declares a Pulumi program. */
class PulumiEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // What is covered is told by the places in each script as Jest compiles it.
    if (!config.globalConfig.collectCoverage) {
      shareScripts();
    }
    // Pulumi asks for the TypeScript compiler and for npm's reader of package trees wherever it serialises a function, and Jest would
    // load their ten megabytes anew for each file of tests: sharedTypescript.js and sharedArborist.js take the worker's own.
    this.global.loadSharedTool = requireOfPulumi;
    this.global.Error.prepareStackTrace = stackOf;
    this.global.Error.stackTraceLimit = 10;
  }

  async teardown() {
    await super.teardown();
    endWhatIsLeft();
  }
}

/**
 * A stack trace with the places in the TypeScript sources, as Jest makes it. Pulumi asks for one with every promise, to show it where a
 * promise never settles: to find the places of all these took a third of the tests' time.
 */
function stackOf(error, frames) {
  const isOfPromise = frames[0]?.getFileName()?.endsWith("debuggable.js");
  return isOfPromise || Error.prepareStackTrace === undefined ? String(error) : Error.prepareStackTrace(error, frames);
}

module.exports = PulumiEnvironment;
