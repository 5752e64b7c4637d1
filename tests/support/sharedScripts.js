const vm = require("node:vm");

const { compileFunction } = vm;
const scripts = new Map();

/**
 * Lets what is compiled for one file of tests serve the worker's next ones. Jest compiles every module anew for each file of tests, some ten
 * megabytes where it declares a Pulumi program; each file still runs them for itself, in a context of its own.
 */
function shareScripts() {
  vm.compileFunction = (code, parameters, options) => {
    // A script that is shared would import by what the first file of tests gave it.
    if (code.includes("import(")) {
      return compileFunction(code, parameters, options);
    }
    const { filename, parsingContext } = options;
    const head = `(function (${parameters.join(", ")}) {`;
    const key = `${filename}\n${head}`;
    if (scripts.get(key)?.code !== code) {
      const script = new vm.Script(`${head}${code}\n})`, { filename, columnOffset: -head.length });
      scripts.set(key, { code, script });
    }
    return scripts.get(key).script.runInContext(parsingContext);
  };
}

module.exports = { shareScripts };
