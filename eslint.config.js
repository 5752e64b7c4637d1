// The two rules on promises that need types; Biome has the others. Biome's own noFloatingPromises (2.5, nursery) misses the promises
// of Node's modules, such as those of node:fs/promises.
const { parser, plugin } = require("typescript-eslint");

module.exports = [
  { ignores: ["**/node_modules/", "out/", "**/dist/", ".partner-audit/"] },
  {
    files: ["**/*.ts"],
    // A comment for another linter is no error here.
    linterOptions: { reportUnusedDisableDirectives: "off" },
    languageOptions: { parser, parserOptions: { project: "tsconfig.json", tsconfigRootDir: __dirname } },
    plugins: { "@typescript-eslint": plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
    },
  },
];
