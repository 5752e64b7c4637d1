/** @type {import("jest").Config} */
module.exports = {
  roots: ["<rootDir>/tests"],
  // Jest's own place is among the temporary files, where it stays.
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  testSequencer: "<rootDir>/tests/support/sequencer.js",
  globalSetup: "<rootDir>/tests/support/globalSetup.js",
  globalTeardown: "<rootDir>/tests/support/globalTeardown.js",
  testEnvironment: "<rootDir>/tests/support/environment.js",
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": ["ts-jest", { diagnostics: false }],
    // The CEL interpreter and the writer of Parquet are ES modules alone, which Jest cannot require.
    "/(cel-js|hyparquet|hyparquet-writer)/.+\\.js$": [
      "ts-jest",
      { diagnostics: false, tsconfig: { allowJs: true, module: "commonjs", target: "es2022" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!@marcbachmann/cel-js/|hyparquet/|hyparquet-writer/)"],
  // `npm test` gives Jest and its workers a larger young generation: what a file of tests makes and forgets is then seldom collected.
  // Commands and engines run in processes of their own: a test that waits for them leaves its core to another, and may wait long.
  maxWorkers: "100%",
  // A worker keeps some modules of each file that loads Pulumi; a new one takes its place before that slows it down.
  workerIdleMemoryLimit: "700MB",
  // Most files of tests that load Pulumi's SDK use no tree of packages.
  moduleNameMapper: { "^@npmcli/arborist$": "<rootDir>/tests/support/lazyArborist.js" },
  testTimeout: 120_000,
  coverageProvider: "v8",
};
