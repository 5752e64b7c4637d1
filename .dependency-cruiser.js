// The layers of the project and what each may import. `npm run layers` enforces it.

/** Files that a command, Pulumi, Lambda or npm loads by path. Code that none of them reaches is unused. */
const entries = [
  "^index\\.ts$",
  "^(components|sandbox)/index\\.ts$",
  "^policy/(index|check)\\.ts$",
  "^cli/[^/]+\\.js$",
  "^cli/(main|docs/main)\\.ts$",
  "^bench/bench\\.ts$",
  "^conformance/run\\.ts$",
  "^conformance/(boto3/serve|deployer/printRequests|eventRuler/printAnswers|common/printResources)\\.ts$",
  "^conformance/parliament/(verdicts|writeManagedPolicies)\\.ts$",
  "^conformance/runtimes/printRuntimes\\.ts$",
  "^conformance/sigma/printAnswers\\.ts$",
  "^conformance/trino/writeObjects\\.ts$",
  "^bench/programs/[^/]+\\.ts$",
  "^examples/[^/]+/index\\.ts$",
  // The program's callback requires the bundles of the first two; the sandbox starts the others as processes.
  "^functions/(forwarder/forwarder|detector/detector)\\.ts$",
  "^sandbox/engine/main\\.ts$",
  "^sandbox/lambda/(bootstrap|cloudTrailDataClient)\\.ts$",
];

const code = "^(components|functions|policy|cli|conformance|bench)/.+\\.ts$";
const typesAlone = "\\.d\\.ts$";

/** The sources of the npm package and the policy pack. */
const shipped = "^(index\\.ts$|components/|functions/|policy/|sandbox/(?!engine/)|cli/(?!docs/))";

/** Bundles of functions/, built when the program runs. */
const builtAtRunTime = "^\\./\\.partner-audit/";
const allowedEverywhere = ["(^|/)node_modules/", builtAtRunTime];

/** Forbids a layer to import anything of this project but `allowed`. The tool prints `comment` with each violation. */
function layer(name, path, allowed, comment) {
  return {
    name,
    severity: "error",
    comment,
    from: { path },
    to: { pathNot: [...allowed, ...allowedEverywhere], dependencyTypesNot: ["core"] },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    layer(
      "program-imports-components",
      "^index\\.ts$",
      ["^components/"],
      "The program is one screen: configuration, components, outputs. Anything more belongs in components/.",
    ),
    layer(
      "components-import-functions",
      "^components/",
      ["^components/", "^functions/"],
      "Components provision. From functions/ they import types, the vendor catalogue and the mapping checks of a preview; policy, sandbox and commands build on components.",
    ),
    layer(
      "functions-import-nothing-above",
      "^functions/",
      ["^functions/"],
      "The Lambda code is bundled: it depends on nothing that provisions it.",
    ),
    layer(
      "policy-imports-nothing-above",
      // In a checkout pack.js has the sources compiled as the commands are.
      "^policy/(?!pack\\.js$)",
      ["^policy/"],
      "The policy pack is published as a folder and validates programs other than this one.",
    ),
    layer(
      "sandbox-imports-components-and-functions",
      "^sandbox/",
      ["^sandbox/", "^components/", "^functions/"],
      "The sandbox emulates what a program declares. Commands and tests use it; it depends on neither.",
    ),
    layer(
      "commands-import-no-tests",
      "^cli/",
      ["^cli/", "^sandbox/", "^components/", "^functions/", "^policy/", "^index\\.ts$", "^package\\.json$"],
      "Commands may import every layer but tests, benchmarks and conformance.",
    ),
    layer(
      "conformance-imports-no-commands-and-no-tests",
      "^conformance/",
      ["^conformance/", "^sandbox/", "^components/", "^functions/", "^policy/"],
      "Conformance checks declared resources and the policy pack's data with independent implementations: it needs no command and no test.",
    ),
    layer(
      "examples-import-the-package",
      "^examples/",
      ["^examples/", "^(components|sandbox)/", "^policy/check\\.ts$"],
      "An example imports a package's entry, as another project's program would.",
    ),
    {
      name: "functions-know-no-pulumi",
      severity: "error",
      comment: "The bundle runs in Lambda, where there is no Pulumi.",
      from: { path: "^functions/" },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "Move what both files need, types included, into a third file that imports neither.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unused-files",
      severity: "error",
      comment: "No command, program or package reaches this file. Code that only tests use is not needed: remove it.",
      from: { path: entries },
      to: { path: code, pathNot: [...entries, typesAlone], reachable: false },
    },
    {
      name: "no-unused-sandbox-files",
      severity: "error",
      comment:
        "Nothing reaches this file. Tests count as users of the sandbox, since parts of it, such as the alarms, serve tests alone.",
      from: { path: [...entries, "^tests/.+\\.test\\.ts$"] },
      to: { path: "^sandbox/.+\\.ts$", pathNot: [...entries, typesAlone], reachable: false },
    },
    {
      name: "shipped-code-has-its-packages",
      severity: "error",
      comment: "An installed package has its dependencies and peer dependencies only; type imports are erased.",
      from: { path: shipped },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only", "npm-peer", "npm"],
      },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "An import that cannot be resolved.",
      from: {},
      to: { couldNotResolve: true, pathNot: builtAtRunTime },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(out|dist|policy/dist|\\.partner-audit)/" },
    tsConfig: { fileName: "tsconfig.json" },
    // Type imports count too: they are erased, but still tie two files together.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    detectProcessBuiltinModuleCalls: true,
  },
};
