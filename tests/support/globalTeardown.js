const { once } = require("node:events");
const { readdirSync } = require("node:fs");

/**
 * Ends the process that declares stacks, which removes all temporary files, and fails if a sandbox has left some, since
 * it was not closed.
 */
module.exports = async () => {
  const left = readdirSync(process.env.TMPDIR).filter((name) => name.startsWith("partner-audit-"));
  const { declareServer } = globalThis;
  declareServer.ref();
  declareServer.stdin.end();
  await once(declareServer, "exit");
  if (left.length > 0) {
    throw new Error(`Sandboxes have left temporary files: ${left.join(", ")}`);
  }
};
