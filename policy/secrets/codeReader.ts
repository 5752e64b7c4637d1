import { lstat, open, readdir, realpath } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { fromProgram } from "./programFolder";
import { secretInFile } from "./secretIn";
import { textOf } from "./textOf";

/** The secrets in a function's code, and its unread parts. Paths are those in the archive. */
export interface CodeContents {
  readonly secrets: readonly { readonly path: string; readonly kind: string }[];
  /** The unread parts. The reason continues a sentence that begins with the path: `is a packed archive`. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** Bytes per file; a larger file is not read. */
export const largestFile = 5 * 1024 * 1024;
/** Bytes per function; later files are not read. */
export const largestCode = 50 * 1024 * 1024;
/** Files per function; later files are not read. */
export const mostFiles = 10_000;

/** Folders of packages from a registry, and of version control. */
const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Reader that finds secrets in one function's code, within the limits. */
export class CodeReader implements CodeContents {
  readonly secrets: { readonly path: string; readonly kind: string }[] = [];
  readonly unread: { readonly path: string; readonly reason: string }[] = [];
  private octets = 0;
  private files = 0;
  private isOver = false;

  /** Searches a text from the program. */
  takeText(path: string, text: string): void {
    if (this.hasRoomFor(path, text.length)) {
      this.note(path, { kind: secretInFile(path, text) });
    }
  }

  /** Reads a file or a whole folder, except packages, which are `node_modules/NAME` in a callback function's code. */
  async takePath(path: string, place: string): Promise<void> {
    if (path.split("/").some((name) => skippedFolders.has(name))) {
      return;
    }
    try {
      const found = fromProgram(place);
      if (found === undefined) {
        this.leave(path || place, "is in the program's folder, which the engine does not report");
        return;
      }
      const root = await realpath(found);
      await this.takeEntry(path, root, root);
    } catch (error) {
      this.leave(path || place, unreadable(error));
    }
  }

  /** Records an unread part. */
  leave(path: string, reason: string): void {
    this.unread.push({ path: path || ".", reason });
  }

  private async takeEntry(path: string, place: string, root: string): Promise<void> {
    const entry = await lstat(place);
    if (entry.isSymbolicLink()) {
      await this.takeLink(path, place, root);
    } else if (entry.isDirectory()) {
      await this.takeFolder(path, place, root);
    } else if (!entry.isFile()) {
      this.leave(path, "is neither a file nor a folder");
    } else if (entry.size > largestFile) {
      this.leave(path || basename(place), `has more than ${largestFile / 1024 / 1024} MiB`);
    } else if (this.hasRoomFor(path || basename(place), entry.size)) {
      this.note(path || basename(place), await inspect(place, entry.size, `${entry.mtimeMs} ${entry.size}`));
    }
  }

  private async takeFolder(path: string, place: string, root: string): Promise<void> {
    const names = (await readdir(place)).filter((name) => !skippedFolders.has(name)).sort();
    for (const name of names) {
      if (this.isOver) {
        return;
      }
      const inside = path === "" ? name : `${path}/${name}`;
      try {
        await this.takeEntry(inside, join(place, name), root);
      } catch (error) {
        this.leave(inside, unreadable(error));
      }
    }
  }

  /** Records links out of the folder as unread. A link within the folder is read at its target. */
  private async takeLink(path: string, place: string, root: string): Promise<void> {
    const target = await realpath(place);
    if (target !== root && !target.startsWith(root + sep)) {
      this.leave(path, "is a symbolic link out of the folder");
    }
  }

  private note(path: string, { kind, unread }: Inspection): void {
    if (kind !== undefined) {
      this.secrets.push({ path, kind });
    }
    if (unread !== undefined) {
      this.leave(path, unread);
    }
  }

  private hasRoomFor(path: string, octets: number): boolean {
    if (this.isOver) {
      return false;
    }
    this.octets += octets;
    this.files += 1;
    if (this.octets > largestCode || this.files > mostFiles) {
      const limit = this.files > mostFiles ? `${mostFiles} files` : `${largestCode / 1024 / 1024} MiB`;
      this.leave(path, `is after the first ${limit} of the code, as are all later files`);
      this.isOver = true;
    }
    return !this.isOver;
  }
}

interface Inspection {
  readonly kind?: string | undefined;
  readonly unread?: string | undefined;
}

/** A cache of the findings in files, by path: a file that functions and policies share is read once, until it changes. */
const inspections = new Map<string, { readonly version: string; readonly inspection: Promise<Inspection> }>();

function inspect(place: string, size: number, version: string): Promise<Inspection> {
  const kept = inspections.get(place);
  if (kept?.version === version) {
    return kept.inspection;
  }
  const inspection = octetsOf(place, size).then((octets) => {
    const { text, unread } = textOf(octets);
    return { unread, kind: text === undefined ? undefined : secretInFile(place, text) };
  });
  inspections.set(place, { version, inspection });
  return inspection;
}

/** Reads at most the size that the limits allowed, even if the file has grown. */
async function octetsOf(place: string, size: number): Promise<Buffer> {
  const file = await open(place);
  try {
    const octets = Buffer.alloc(size);
    const { bytesRead } = await file.read(octets, 0, size, 0);
    return octets.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unreadable(error: unknown): string {
  const hasCode = typeof error === "object" && error !== null && "code" in error;
  return `cannot be read (${hasCode ? String(error.code) : String(error)})`;
}
