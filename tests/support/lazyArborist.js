const { createRequire } = require("node:module");

// Stands for @npmcli/arborist where Pulumi's SDK requires it (jest.config.js): the SDK loads its 450 modules in each file of tests, and
// needs them only to pack what a callback uses. They are loaded then.
Object.defineProperties(exports, {
  __esModule: { value: true },
  Arborist: {
    enumerable: true,
    get: () => createRequire(require.resolve("@pulumi/pulumi"))("@npmcli/arborist/lib/index.js"),
  },
});
