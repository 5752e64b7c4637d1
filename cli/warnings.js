// When Pulumi serializes a function, it loads every Node module, and some versions of Node warn that one of them (node:sqlite) is experimental.
// The project does not use it, and the user cannot avoid the warning.
const { emitWarning } = process;

process.emitWarning = (warning, ...rest) => {
  if (!String(warning).startsWith("SQLite is an experimental feature")) {
    emitWarning.call(process, warning, ...rest);
  }
};
