const { TestEnvironment } = require("jest-environment-node");

/** gRPC's codes for an unavailable server and for a cancelled call: https://grpc.io/docs/guides/status-codes/ */
const gone = [14, 1];

// Jest sets this for its workers in a terminal, and commands of tests would then print colours.
delete process.env.FORCE_COLOR;

/**
 * Node's environment, in which the end of an engine does not fail a test. If an operation fails, the engine ends while
 * the program may still be calling it. Such a call of Pulumi rejects without a handler; Pulumi's own listener ignores
 * it, but Jest replaces that listener.
 *
 * Pulumi also reads a stack trace for every promise, which nothing prints: Jest does not map these to the sources.
 */
module.exports = class extends TestEnvironment {
  constructor(...args) {
    super(...args);
    this.global.Error.prepareStackTrace = (error, frames) =>
      frames[0]?.getFileName()?.endsWith("debuggable.js") ? String(error) : Error.prepareStackTrace(error, frames);
  }

  handleTestEvent(event) {
    if (event.name === "error" && event.promise !== undefined && isEngineGone(event.error)) {
      event.promise.catch(() => undefined);
    }
  }
};

function isEngineGone(error) {
  return gone.includes(error?.code) && error.message === "Resource monitor is terminating";
}
