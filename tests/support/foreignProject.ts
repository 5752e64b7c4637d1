import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installPacked, linkPackage } from "./packedPackage";
import { readJson } from "./readJson";
import type { ForeignRun } from "./runForeign";

const checkout = join(__dirname, "..", "..");

/** Another project, which has this one as a package from a tarball. */
export interface ForeignProject {
  readonly folder: string;
  /** The folder of the package. */
  readonly packageFolder: string;
  /** Writes a file into the project. */
  write(file: string, content: string): void;
  /** Compiles the project with its own tsconfig.json; returns the compiler's output, which is empty on success. */
  compile(): string;
  /** Declares a compiled program, sends that many events through it, and returns the result. */
  run(program: string, events?: number): ForeignRun;
  remove(): void;
}

/**
 * A copy of an example in a separate folder, with the package as `npm pack` builds it. What `npm install` would
 * download is linked from this project's node_modules, so no registry is used.
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

/** The sources of the package. */
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

/** Runs a program in a separate process whose working directory is the project's, as with the engine. */
function runForeign(folder: string, program: string, events: number): ForeignRun {
  const register = join(checkout, "cli", "register.js");
  const words = ["--no-warnings", "--require", register, join(__dirname, "runForeign.ts"), program, String(events)];
  return JSON.parse(execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8" })) as ForeignRun;
}
