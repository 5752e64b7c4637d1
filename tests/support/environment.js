const { TestEnvironment } = require("jest-environment-node");

/** gRPC's codes for a server that is gone and for a call that it gave up: https://grpc.io/docs/guides/status-codes/ */
const gone = [14, 1];

// Jest sets this for its workers in a terminal, and commands that tests start would print colours.
delete process.env.FORCE_COLOR;

/**
 * Node's environment, in which the end of an engine is not a test's failure. Where an operation fails, the engine ends while the program may
 * still be calling it. Pulumi lets such a call reject without a handler; its own listener ignores it, but Jest takes that listener's place.
 *
 * Pulumi also reads a stack trace for every promise, which nothing prints: Jest does not look up the places of these in the sources.
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
