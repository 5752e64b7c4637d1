import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

/** A folder in the system's temporary folder. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it before the process ends. */
  remove(): void;
}

/**
 * Creates a temporary folder that is removed when this process ends. A killed process leaves its folders, whose names contain its process id: the
 * first folder of a later process on the same machine removes those of ended processes.
 */
export function temporaryFolder(purpose: string): TemporaryFolder {
  if (!isInUse) {
    isInUse = true;
    process.on("exit", () => open.forEach(removeFolder));
    sweep();
  }
  const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-${purpose}-`));
  open.add(path);
  return {
    path,
    remove: () => {
      removeFolder(path);
      open.delete(path);
    },
  };
}

/** Folders of this process that are not removed yet. */
const open = new Set<string>();
let isInUse = false;

/** Machines that share a temporary folder, such as containers, do not see each other's processes. */
const prefix = `partner-audit-${hostname()
  .slice(0, 12)
  .replace(/[^A-Za-z0-9]/g, "")}-`;

function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const owner = Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0]);
    if (owner > 0 && !isAlive(owner)) {
      removeFolder(join(tmpdir(), name));
    }
  }
}

/** A process of another user is alive but cannot be signalled. */
function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Skips another user's folder, and one that another process is removing. */
function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {}
}
