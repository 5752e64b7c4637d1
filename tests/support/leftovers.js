const { AsyncLocalStorage } = require("node:async_hooks");
const { Session } = require("node:inspector");

/** How each is ended that Node itself holds on to, whoever made it. */
const ends = new Map();

/** Remembers each object on which one of the methods was called, to end it later. */
function remember(prototype, methods, end) {
  for (const method of methods) {
    const original = prototype[method];
    prototype[method] = function (...given) {
      ends.set(this, end);
      return original.apply(this, given);
    };
  }
}

remember(AsyncLocalStorage.prototype, ["run", "enterWith"], (storage) => storage.disable());
remember(Session.prototype, ["connect", "connectToMainThread"], (session) => session.disconnect());

/**
 * Ends what a file of tests leaves behind. Pulumi keeps a session of the inspector and storages for its program's run as long as the
 * process lives; with those of each file, every promise and every script of the next files would be told to all of them, and none of the
 * modules that hold them could be forgotten.
 */
function endWhatIsLeft() {
  for (const [object, end] of ends) {
    end(object);
  }
  ends.clear();
}

module.exports = { endWhatIsLeft };
