import { closeSync, mkdirSync, openSync, rmSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";

/** The file of a run's report. */
export interface ReportFile {
  /** The path as the user wrote it. */
  readonly given: string;
  readonly path: string;
}

/** Creates the folders of a report and checks, before the run, that the file can be written. Throws a PersonError if it cannot. */
export function prepareReportFile(given: string): ReportFile {
  const path = resolve(given);
  attempt(given, () => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (given === "" || /[/\\]$/.test(given) || found?.isDirectory()) {
      throw new Error("it is a folder");
    }
    // A device would be replaced with the file.
    if (found?.isFile() === false) {
      throw new Error("it is not an ordinary file");
    }
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "a"));
    if (found === undefined) {
      rmSync(path);
    }
  });
  return { given, path };
}

/** Writes the report in one step and replaces an older one. Throws a PersonError if it cannot. */
export function writeReportFile({ given, path }: ReportFile, text: string): void {
  attempt(given, () => writeWhole(path, text));
}

function attempt(given: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PersonError(
      `--report ${JSON.stringify(given)} cannot be written: ${reason}. It must be a file that can be written, for example out/report.html.`,
    );
  }
}
