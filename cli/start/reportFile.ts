import { accessSync, constants, mkdirSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";

/** Where the report of a run is to lie. */
export interface ReportFile {
  /** As the person wrote it. */
  readonly given: string;
  readonly path: string;
}

/**
 * Makes the folders of a report and tries whether a file can be made there, so that nobody waits for a run that ends in a refusal.
 * @throws PersonError where no file can be written
 */
export function prepareReportFile(given: string): ReportFile {
  const path = resolve(given);
  attempt(given, () => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (given === "" || /[/\\]$/.test(given) || found?.isDirectory()) {
      throw refusal(given, "it is a folder");
    }
    if (found !== undefined) {
      refuseOccupied(given, path, found);
    }
    mkdirSync(dirname(path), { recursive: true });
    const probe = `${path}.${process.pid}`;
    writeFileSync(probe, "");
    rmSync(probe);
  });
  return { given, path };
}

/**
 * Writes the report whole, in the place of the one before it.
 * @throws PersonError where it cannot be written any more
 */
export function writeReportFile({ given, path }: ReportFile, text: string): void {
  attempt(given, () => writeWhole(path, text));
}

/** A device would be replaced by the file, and so would a file that may not be written: the folder alone decides on that. */
function refuseOccupied(given: string, path: string, found: Stats): void {
  if (!found.isFile()) {
    throw refusal(given, "it is no ordinary file");
  }
  accessSync(path, constants.W_OK);
}

function attempt(given: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof PersonError ? error : refusal(given, reasonOf(error));
  }
}

function refusal(given: string, reason: string): PersonError {
  return new PersonError(
    `--report ${JSON.stringify(given)} cannot be written: ${reason}. It must be a file that can be written, for example out/report.html.`,
  );
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "you may not write there";
    case "EEXIST":
    case "ENOTDIR":
      return "a part of its path is a file, not a folder";
    case "EROFS":
      return "the file system can only be read";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
