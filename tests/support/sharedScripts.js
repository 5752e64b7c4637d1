const vm = require("node:vm");

const packages = /[\\/]node_modules[\\/]/;
const { compileFunction } = vm;
const scripts = new Map();

/**
 * Jest compiles every module anew for each file of tests. The installed packages' modules, some ten megabytes for a file that declares a
 * Pulumi program, are compiled once a worker here; each file of tests still runs them for itself, in a context of its own.
 */
vm.compileFunction = (code, parameters, options) => {
  const { filename, parsingContext } = options;
  // A script that is shared would import by what the first file of tests gave it.
  if (!packages.test(filename) || code.includes("import(")) {
    return compileFunction(code, parameters, options);
  }
  const head = `(function (${parameters.join(", ")}) {`;
  const key = `${filename}\n${head}`;
  const script = scripts.get(key) ?? new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
  scripts.set(key, script);
  return script.runInContext(parsingContext);
};
