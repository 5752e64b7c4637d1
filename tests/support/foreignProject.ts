import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installPacked, linkPackage } from "./packedPackage";
import { readJson } from "./readJson";
import type { ForeignRun } from "./runForeign";

const checkout = join(__dirname, "..", "..");

/** A project that is not this one, which has this one as a package from a tarball. */
export interface ForeignProject {
  readonly folder: string;
  /** Where the package lies. */
  readonly packageFolder: string;
  /** Writes a file into the project. */
  write(file: string, content: string): void;
  /** Compiles the project as its own tsconfig.json says; gives what the compiler said, nothing where all is well. */
  compile(): string;
  /** Declares a compiled program, sends that many events through it, and gives what came of it. */
  run(program: string, events?: number): ForeignRun;
  remove(): void;
}

/**
 * A copy of an example in a folder of its own, with the package as `npm pack` makes it. What `npm install` would fetch for it is linked from this
 * project's node_modules, so that no registry is asked.
 */
export function createForeignProject(example = "foreignProgram"): ForeignProject {
  const folder = mkdtempSync(join(tmpdir(), "a foreign project "));
  cpSync(join(checkout, "examples", example), folder, { recursive: true });
  const packageFolder = installPacked("partner-audit", folder, sources);
  const { dependencies, peerDependencies, peerDependenciesMeta } = readJson<PackageFile>(packageFolder, "package.json");
  const needed = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => peerDependenciesMeta[name]?.optional !== true,
  );
  for (const name of [...needed, "@types/node"]) {
    linkPackage(name, folder);
  }
  return {
    folder,
    packageFolder,
    write: (file, content) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    },
    compile: () =>
      spawnSync(process.execPath, [join(checkout, "node_modules", "typescript", "bin", "tsc"), "--project", folder], {
        cwd: folder,
        encoding: "utf8",
      }).stdout,
    run: (program, events = 0) => runForeign(folder, program, events),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What the package is built from. */
const sources = [
  ...["components", "functions", "policy", "queries", "rules", "docs", "examples", "cli", "sandbox", ".ci"],
  ...[
    "package.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "README.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
  ],
];

/** In a process of its own, whose working directory is the project's, as the engine has it. */
function runForeign(folder: string, program: string, events: number): ForeignRun {
  const register = join(checkout, "cli", "register.js");
  const words = ["--no-warnings", "--require", register, join(__dirname, "runForeign.ts"), program, String(events)];
  return JSON.parse(execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8" })) as ForeignRun;
}
