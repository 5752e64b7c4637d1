// Ends the process if Node is older than package.json's `engines`. Old versions must be able to parse this file, so its syntax is old.
const { engines } = require("../package.json");

/** Converts `20.19.0` to a number that can be compared. */
function numberOf(version) {
  return version.split(".").reduce((sum, part) => sum * 1000 + parseInt(part, 10), 0);
}

/** Checks one alternative of a range: `^20.19.0` (the same major version, no older) or `>=22.12.0`. */
function isIn(alternative, version) {
  const least = alternative.replace(/^(\^|>=)/, "");
  const isNewEnough = numberOf(version) >= numberOf(least);
  return isNewEnough && (alternative[0] !== "^" || version.split(".")[0] === least.split(".")[0]);
}

const isSupported = engines.node.split(" || ").some((alternative) => isIn(alternative, process.versions.node));
if (!isSupported) {
  console.error(
    "This project needs Node " +
      engines.node +
      "; this is " +
      process.version +
      ". Install a newer one, for example: nvm install 22.",
  );
  process.exit(1);
}
