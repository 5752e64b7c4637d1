/** Ends the process that declares stacks. */
module.exports = () => {
  globalThis.declareServer?.kill();
};
