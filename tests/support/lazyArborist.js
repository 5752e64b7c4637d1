const { createRequire } = require("node:module");

// Replaces @npmcli/arborist in Pulumi's SDK (jest.config.js): the SDK loads its 450 modules in each test file, and needs them only to pack a callback's packages. They are loaded on first use.
Object.defineProperties(exports, {
  __esModule: { value: true },
  Arborist: {
    enumerable: true,
    get: () => createRequire(require.resolve("@pulumi/pulumi"))("@npmcli/arborist/lib/index.js"),
  },
});
