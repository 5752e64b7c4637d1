/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "<rootDir>/tests/support/environment.js",
  roots: ["<rootDir>/tests"],
  testSequencer: "<rootDir>/tests/support/sequencer.js",
  globalSetup: "<rootDir>/tests/support/globalSetup.js",
  testMatch: ["**/*.test.ts"],
  moduleNameMapper: {
    "^typescript$": "<rootDir>/tests/support/sharedTypescript.js",
    "^@npmcli/arborist$": "<rootDir>/tests/support/sharedArborist.js",
  },
  transform: {
    "^.+\\.ts$": ["ts-jest", { diagnostics: false }],
    // The CEL interpreter is an ES module alone, which Jest cannot require.
    "/cel-js/.+\\.js$": [
      "ts-jest",
      { diagnostics: false, tsconfig: { allowJs: true, module: "commonjs", target: "es2022" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/)"],
  // `npm test` gives Jest and its workers a larger young generation: what a file of tests makes and forgets is then seldom collected.
  // Commands and engines run in processes of their own: a test that waits for them leaves its core to another, and may wait long.
  maxWorkers: "100%",
  testTimeout: 60_000,
  coverageProvider: "v8",
};
