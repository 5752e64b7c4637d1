// Where Pulumi serialises a function, it loads each of Node's modules, and some versions of Node warn of one of these (node:sqlite) that it is
// experimental. Nobody who runs this project uses it, or can do anything about it.
const { emitWarning } = process;

process.emitWarning = (warning, ...rest) => {
  if (!String(warning).startsWith("SQLite is an experimental feature")) {
    emitWarning.call(process, warning, ...rest);
  }
};
