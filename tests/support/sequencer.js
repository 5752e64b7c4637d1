const { default: TestSequencer } = require("@jest/test-sequencer");

/** Tests that start commands or the engine, and long runs. */
const startsProcesses = /[\\/]tests[\\/](?:cli|docs|engine|soak)[\\/]/;

/**
 * Jest's order, with the files first that start commands or the engine. Where Jest does not know yet how long a file takes, it goes by size,
 * and the smallest of these take longest: one would run at the end, beside nothing.
 */
class LongestFirst extends TestSequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const isLong = ({ path }) => startsProcesses.test(path);
    return [...ordered.filter(isLong), ...ordered.filter((test) => !isLong(test))];
  }
}

module.exports = LongestFirst;
