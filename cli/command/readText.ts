import { readFileSync } from "node:fs";
import { PersonError } from "../../components/personError";

/** Reads a whole file. Throws a PersonError if it cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw readFailure(file, error);
  }
}

/** Reads a JSON file. Throws a PersonError if it cannot be read or is not JSON. */
export function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? new PersonError(`${file} is not JSON: ${error.message}`) : error;
  }
}

/** Explains why a file cannot be read. */
export function readFailure(file: string, error: unknown): PersonError {
  return error instanceof PersonError ? error : new PersonError(`${file} cannot be read: ${reasonOf(error)}.`);
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EISDIR":
      return "it is a folder";
    case "EACCES":
      return "you may not read it";
    case "Z_BUF_ERROR":
    case "Z_DATA_ERROR":
      return "its gzip data is cut off or damaged";
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "its text is neither UTF-8 nor UTF-16 throughout";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
