import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A Python with the packages, or a message that names what is missing and how to install it. */
export type Python = { readonly path: string } | { readonly missing: string };

/**
 * Gives `$CONFORMANCE_PYTHON`, or the Python of a virtual environment with the packages of that requirements file. The
 * environment is created once per content of the file, in the user's cache folder (`$XDG_CACHE_HOME`, else ~/.cache).
 */
export function pythonWithPackages(requirementsFile: string): Python {
  const requirements = readFileSync(requirementsFile, "utf8");
  const given = process.env.CONFORMANCE_PYTHON;
  return given === undefined || given === ""
    ? virtualEnvironment(requirementsFile, requirements)
    : checked(given, requirements);
}

/** A Python that the user names must have the packages, in any version. */
function checked(path: string, requirements: string): Python {
  const names = requirements.split("\n").flatMap((line) => /^[\w.-]+/.exec(line)?.[0] ?? []);
  const program = "import importlib.metadata as m, sys; [m.version(name) for name in sys.argv[1:]]";
  return succeeds(path, ["-c", program, ...names])
    ? { path }
    : { missing: `CONFORMANCE_PYTHON (${path}) does not run, or lacks one of ${names.join(", ")}` };
}

function virtualEnvironment(requirementsFile: string, requirements: string): Python {
  const key = createHash("sha256").update(requirements).digest("hex").slice(0, 16);
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(cache, "partner-audit", `conformance-${key}`);
  const path = join(folder, "bin", "python");
  const complete = join(folder, "complete");
  if (existsSync(complete) && succeeds(path, ["--version"])) {
    return { path };
  }
  rmSync(folder, { recursive: true, force: true });
  if (!succeeds("python3", ["-m", "venv", folder])) {
    return { missing: "python3 with its venv module is missing; install it, or set CONFORMANCE_PYTHON to a Python" };
  }
  if (!succeeds(path, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirementsFile])) {
    return {
      missing: `pip cannot install ${requirements.trim().split("\n").join(", ")}; set CONFORMANCE_PYTHON to a Python that has them`,
    };
  }
  writeFileSync(complete, "");
  return { path };
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, [...args], { stdio: "ignore" }).status === 0;
}
