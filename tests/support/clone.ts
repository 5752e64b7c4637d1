import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "..", "..");

/** A clone of the project. Call `remove` after use. */
export interface ProjectClone {
  readonly folder: string;
  /** Returns the output of `git status --short`, by line. */
  readonly status: () => readonly string[];
  readonly remove: () => void;
}

/**
 * A plain `git clone` of the project, like a user's, with uncommitted changes of tracked files in a separate commit. It
 * shares the project's installed packages.
 */
export function cloneOfProject(): ProjectClone {
  const parent = mkdtempSync(join(tmpdir(), "clone of the project "));
  const folder = join(parent, "project");
  git(parent, ["clone", "--quiet", "--depth", "1", `file://${project}`, folder]);
  const changes = git(project, ["diff", "--binary", "HEAD"]);
  if (changes !== "") {
    git(folder, ["apply", "--index", "--whitespace=nowarn"], changes);
    git(folder, ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "x"]);
  }
  // Git ignores the folder that `npm ci` creates, but would show a link.
  appendFileSync(join(folder, ".git", "info", "exclude"), "/node_modules\n");
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    status: () => git(folder, ["status", "--short"]).split("\n").filter(Boolean),
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}

function git(folder: string, words: readonly string[], input = ""): string {
  return execFileSync("git", words, { cwd: folder, encoding: "utf8", input, maxBuffer: 64 * 1024 * 1024 });
}
