const { default: TestSequencer } = require("@jest/test-sequencer");

/** Tests that start commands or the engine, and long runs. */
const startsProcesses = /[\\/]tests[\\/](?:cli|docs|engine|soak)[\\/]/;

/**
 * Jest's order, but files that start commands or the engine run first. Without known durations Jest orders files by
 * size, although the smallest of these take longest: one would run last, with nothing in parallel.
 */
class LongestFirst extends TestSequencer {
  sort(tests) {
    const ordered = super.sort(tests);
    const isLong = ({ path }) => startsProcesses.test(path);
    return [...ordered.filter(isLong), ...ordered.filter((test) => !isLong(test))];
  }
}

module.exports = LongestFirst;
