// Which room may import from which, and what else an import must not do. `npm run layers` holds the code to it.

/** What a person or a tool starts by its path. Whatever none of these reaches is used by nobody. */
const entries = [
  "^index\\.ts$",
  "^components/index\\.ts$",
  "^policy/index\\.ts$",
  "^cli/[^/]+\\.(ts|js)$",
  "^bench/bench\\.ts$",
  "^conformance/run\\.ts$",
  "^conformance/deployer/printRequests\\.ts$",
  "^bench/programs/[^/]+\\.ts$",
  "^examples/[^/]+/index\\.ts$",
  // What Lambda loads: the program's callback requires the first two by name, the sandbox starts the rest in processes of their own.
  "^functions/(forwarder/forwarder|detector/detector)\\.ts$",
  "^sandbox/engine/main\\.ts$",
  "^sandbox/lambda/(bootstrap|cloudTrailDataClient)\\.ts$",
];

const code = "^(components|functions|policy|cli|conformance|bench)/.+\\.ts$";
const typesAlone = "\\.d\\.ts$";

/** What the npm package and the policy pack are made of. */
const shipped = "^(index\\.ts$|components/|functions/|policy/)";

/** The bundles of functions/, which the program makes when it runs. */
const madeAtRunTime = "^\\./\\.partner-audit/";
const everyRoom = ["(^|/)node_modules/", madeAtRunTime];

/** A room and all that it may import from this project; the reason stands in what the tool prints. */
function room(name, path, allowed, comment) {
  return {
    name,
    severity: "error",
    comment,
    from: { path },
    to: { pathNot: [...allowed, ...everyRoom], dependencyTypesNot: ["core"] },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    room(
      "program-imports-components",
      "^index\\.ts$",
      ["^components/"],
      "The program is one screen: configuration, components, outputs. What is more belongs into components/.",
    ),
    room(
      "components-import-functions",
      "^components/",
      ["^components/", "^functions/"],
      "Components provision. Of functions/ they take types, the vendor catalogue and what checks a mapping at preview; policy, sandbox and commands build on them.",
    ),
    room(
      "functions-import-nothing-above",
      "^functions/",
      ["^functions/"],
      "What runs in Lambda is bundled: it stands alone, and knows nothing of what provisions it.",
    ),
    room(
      "policy-imports-nothing-above",
      "^policy/",
      ["^policy/"],
      "The policy pack is published as a folder and judges programs that are not this one.",
    ),
    room(
      "sandbox-imports-components-and-functions",
      "^sandbox/",
      ["^sandbox/", "^components/", "^functions/"],
      "The sandbox plays what a program declares. It is started by commands and tests, and knows neither.",
    ),
    room(
      "commands-import-no-tests",
      "^cli/",
      ["^cli/", "^sandbox/", "^components/", "^functions/", "^policy/", "^index\\.ts$", "^package\\.json$"],
      "Commands may use every room, but what only tests and benchmarks use is no part of them.",
    ),
    room(
      "conformance-imports-sandbox-and-components",
      "^conformance/",
      ["^conformance/", "^sandbox/", "^components/"],
      "Conformance checks what a program declares by other implementations than this project's: it needs no command and no test.",
    ),
    room(
      "examples-import-the-package",
      "^examples/",
      ["^examples/", "^components/"],
      "An example imports what somebody else's program could: the package's entry.",
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
      comment:
        "Two files that need each other at run time are one file, or have a third one beneath them. A type vanishes: a part may name its whole's.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "used-by-somebody",
      severity: "error",
      comment: "No command, program or package reaches this file: what only its tests use is not needed. Remove it.",
      from: { path: entries },
      to: { path: code, pathNot: [...entries, typesAlone], reachable: false },
    },
    {
      name: "sandbox-used-by-somebody",
      severity: "error",
      comment:
        "Nothing reaches this file. Parts of the sandbox serve tests alone, such as the alarms that it plays: a test is a user here.",
      from: { path: [...entries, "^tests/.+\\.test\\.ts$"] },
      to: { path: "^sandbox/.+\\.ts$", pathNot: [...entries, typesAlone], reachable: false },
    },
    {
      name: "shipped-code-has-its-packages",
      severity: "error",
      comment:
        "Whoever installs the package gets dependencies and peer dependencies alone; types vanish when it is compiled. AWS's clients are the exception: the Lambda runtime has its own copies, and functions/clients/ finds them there.",
      from: { path: shipped },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only", "npm-peer", "npm"],
        pathNot: "(^|/)node_modules/@aws-sdk/client-",
      },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "An import that leads nowhere.",
      from: {},
      to: { couldNotResolve: true, pathNot: madeAtRunTime },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(out|dist|\\.partner-audit)/" },
    tsConfig: { fileName: "tsconfig.json" },
    // Types count too: an import that vanishes when it is compiled still ties two rooms together.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    detectProcessBuiltinModuleCalls: true,
  },
};
