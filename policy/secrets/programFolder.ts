import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";

/**
 * Resolves the path of an asset, which is relative to the program. Offline, the program's folder is the working directory. The engine starts a pack in
 * the pack's own folder (pulumi/pulumi, sdk/go/common/resource/plugin/analyzer_plugin.go, NewPolicyAnalyzer) and does not pass the program's. Then it is
 * the project in the engine's working directory (Linux only, from /proc), or else a project above the pack. Undefined if there is none.
 */
export function fromProgram(path: string): string | undefined {
  const places = isAbsolute(path) ? [path] : candidates(path);
  return places.find((place) => existsSync(place)) ?? places[0];
}

function candidates(path: string): readonly string[] {
  const pack = process.cwd();
  if (!existsSync(join(pack, "PulumiPolicy.yaml"))) {
    return [resolve(path)];
  }
  const project = [...ancestorsFolders().filter((folder) => folder !== pack), pack].map(projectAbove).find(isFound);
  return project === undefined ? [] : [...programsOf(project), dirname(project)].map((folder) => join(folder, path));
}

/** Lists the working directories of this process's ancestors, the nearest first. */
function ancestorsFolders(): readonly string[] {
  const folders: string[] = [];
  try {
    for (let id = process.ppid; id > 1; id = parentOf(id)) {
      folders.push(readlinkSync(`/proc/${id}/cwd`));
    }
  } catch {
    // Not Linux, or a process of another user.
  }
  return folders;
}

/** The parent's id is the fourth field; the second, the name in parentheses, may have spaces (proc_pid_stat(5)). */
function parentOf(id: number): number {
  const stat = readFileSync(`/proc/${id}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** Finds the project file of the running project in a folder or above it. */
function projectAbove(folder: string): string | undefined {
  const here = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find(isRunning);
  return here ?? (dirname(folder) === folder ? undefined : projectAbove(dirname(folder)));
}

function isRunning(file: string): boolean {
  return existsSync(file) && (process.env.PULUMI_PROJECT ?? settingOf(file, "name")) === settingOf(file, "name");
}

/** Returns the folder that `main` names, directly or as the folder of a file (Pulumi Docs, Project file reference). */
function programsOf(project: string): readonly string[] {
  const main = settingOf(project, "main");
  const place = resolve(dirname(project), main ?? "");
  return main === undefined ? [] : [place, dirname(place)];
}

function settingOf(file: string, name: string): string | undefined {
  return new RegExp(`^["']?${name}["']?:[ \\t]*["']?([^"'#\\r\\n]+)`, "m")
    .exec(readFileSync(file, "utf8"))?.[1]
    ?.trim();
}

function isFound(project: string | undefined): project is string {
  return project !== undefined;
}
