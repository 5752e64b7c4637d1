import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stalePages } from "../../cli/docs/generatedPages";

const project = join(__dirname, "..", "..");
const { scripts } = require("../../package.json") as { readonly scripts: Readonly<Record<string, string>> };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partner audit gate "));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function copy(...files: readonly string[]): void {
  for (const file of files) {
    cpSync(join(project, file), join(folder, file), { recursive: true });
  }
}

/** Runs a tool of the project's in the planted folder. */
function run(bin: string, ...words: readonly string[]): { readonly exitCode: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, "node_modules", bin), ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { exitCode: status, output: stdout + stderr };
}

describe("npm run check", () => {
  it("has every gate, and continuous integration too", () => {
    const continuous = readFileSync(join(project, ".ci", "run"), "utf8");
    expect(scripts.check).toMatch(/^npm run -s gates && npm run -s test -- /);
    for (const gate of ["lint", "types", "layers", "api"]) {
      expect(scripts.gates?.split(" ")).toContain(gate);
      expect(continuous).toContain(`npm run -s ${gate}\n`);
    }
    expect(continuous).toContain("REQUIRE_CONFORMANCE=1 npm run -s conformance\n");
    expect(scripts.gates).toMatch(/^run-p .* "docs -- --check"$/);
  });
});

describe("npm run layers", () => {
  const depcruise = "dependency-cruiser/bin/dependency-cruise.mjs";
  const rooms = (scripts.layers ?? "").split(" ").slice(1);
  const sound = {
    "index.ts": 'import { part } from "./components";\nexport const all = part;\n',
    "components/index.ts": 'import { mapper } from "../functions/mapper";\nexport const part = mapper;\n',
    "functions/mapper.ts": "export const mapper = 1;\n",
    "policy/index.ts": "export const pack = 1;\n",
    "sandbox/play.ts": 'import type { part } from "../components";\nexport const play = (one: typeof part) => one;\n',
    "cli/start.ts": 'import { play } from "../sandbox/play";\nexport const start = play;\n',
    "conformance/run.ts": 'import { play } from "../sandbox/play";\nexport const run = play;\n',
    "bench/bench.ts": 'import { start } from "../cli/start";\nexport const bench = start;\n',
    "tests/one.test.ts": 'import { bench } from "../bench/bench";\nexport const test = bench;\n',
    "examples/one/index.ts": 'import { part } from "../../components";\nexport const example = part;\n',
    "package.json": JSON.stringify({ name: "planted", devDependencies: { tool: "1.0.0", "@pulumi/tool": "1.0.0" } }),
    "node_modules/tool/package.json": JSON.stringify({ name: "tool", version: "1.0.0", main: "index.js" }),
    "node_modules/tool/index.js": "exports.tool = 1;\n",
  };
  beforeEach(() => {
    copy(".dependency-cruiser.js", "tsconfig.json");
    write(sound);
  });

  it("finds nothing in rooms that keep to their direction", () => {
    expect(run(depcruise, ...rooms)).toMatchObject({ exitCode: 0 });
  });

  it("fails on each mistake by the name of its rule", () => {
    write({
      "index.ts": `${sound["index.ts"]}import "./sandbox/play";\n`,
      "components/index.ts": `${sound["components/index.ts"]}import "../policy";\nimport "./one";\nimport "tool";\n`,
      "components/one.ts": 'import { two } from "./two";\nexport const one = () => two;\n',
      "components/two.ts": 'import { one } from "./one";\nexport const two = () => one;\n',
      "functions/mapper.ts":
        'import type { part } from "../components";\nexport const mapper = (one: typeof part) => one;\n',
      "policy/index.ts": 'import "../functions/mapper";\n',
      "sandbox/play.ts": `${sound["sandbox/play.ts"]}import type {} from "../cli/start";\n`,
      "cli/start.ts": `${sound["cli/start.ts"]}import "../tests/two.test";\n`,
      "conformance/run.ts": `${sound["conformance/run.ts"]}import "../cli/start";\n`,
      "examples/one/index.ts": `${sound["examples/one/index.ts"]}import "../../functions/mapper";\n`,
      "tests/two.test.ts": 'import "./gone";\n',
      "functions/forgotten.ts": "export const forgotten = 1;\n",
      "sandbox/forgotten.ts": "export const forgotten = 1;\n",
    });
    const { exitCode, output } = run(depcruise, ...rooms);
    expect(exitCode).not.toBe(0);
    expect([...output.matchAll(/^ +error (.+?) *$/gm)].map(([, line]) => line).toSorted()).toEqual([
      "commands-import-no-tests: cli/start.ts → tests/two.test.ts",
      "components-import-functions: components/index.ts → policy/index.ts",
      "conformance-imports-sandbox-and-components: conformance/run.ts → cli/start.ts",
      "examples-import-the-package: examples/one/index.ts → functions/mapper.ts",
      "functions-import-nothing-above: functions/mapper.ts → components/index.ts",
      "no-cycles: components/one.ts →",
      "policy-imports-nothing-above: policy/index.ts → functions/mapper.ts",
      "program-imports-components: index.ts → sandbox/play.ts",
      "resolvable: tests/two.test.ts → ./gone",
      "sandbox-imports-components-and-functions: sandbox/play.ts → cli/start.ts",
      "sandbox-used-by-somebody: sandbox/forgotten.ts",
      "shipped-code-has-its-packages: components/index.ts → node_modules/tool/index.js",
      "used-by-somebody: functions/forgotten.ts",
    ]);
  });
});

describe("npm run api", () => {
  const typedoc = "typedoc/bin/typedoc";
  const documented = "/** What it is. */\nexport interface One {\n  /** How many. */\n  readonly count: number;\n}\n";
  beforeEach(() => {
    copy("typedoc.json", "tsconfig.json", "tsconfig.build.json", "package.json");
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    // What is left out of the reference on purpose stands in the settings, and must be there.
    write({ "components/kept.ts": "export const deliveries = 1;\nexport const sinks = 1;\n" });
  });

  it("fails on an export and on a member without a word", () => {
    write({
      "components/index.ts": `${documented}export interface Two {\n  readonly size: number;\n}\n`,
    });
    const { exitCode, output } = run(typedoc);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/^.*Two \(Interface\).* does not have any documentation$/m);
    expect(output).toMatch(/^.*Two\.size \(Property\).* does not have any documentation$/m);
    expect(output).not.toContain("One");
  });
});

describe("npm run docs -- --check", () => {
  it("finds nothing stale here, and names a page that is, or that is missing", () => {
    copy("docs");
    expect(stalePages(join(folder, "docs"))).toEqual([]);
    const page = readFileSync(join(folder, "docs", "policies.md"), "utf8");
    write({ "docs/policies.md": page.replace("365", "364") });
    rmSync(join(folder, "docs", "scaling.md"));
    expect(stalePages(join(folder, "docs"))).toEqual(["policies.md", "scaling.md"]);
  });
});
