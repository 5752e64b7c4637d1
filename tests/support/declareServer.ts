import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { writeWhole } from "../../components/files/writeWhole";
import { PersonError } from "../../components/personError";
import { listen } from "../../sandbox/http";
import { type DeclaredProgram, declareProgram } from "../../sandbox/program/program";
import type { StackFile } from "../../sandbox/program/stackFile";
import { temporaryFolder } from "../../sandbox/temporaryFolder";
import { program } from "./program";

// Declares stacks for all test files, so only one process loads Pulumi. Results are cached in the folder of the first argument, whose name depends on the sources. Prints its port, and a folder for the temporary files of all tests, which it removes.

const [folder = ""] = process.argv.slice(2);

/**
 * The time limit for one stack in milliseconds, less than a test's (jest.config.js): the test gets the error, and the
 * next test its stack.
 */
const timeLimit = 50_000;

/** A stack, and the file of its program if it is not the project's own. */
interface Request extends StackFile {
  readonly program?: string;
}

async function declare({ program: file, ...stack }: Request): Promise<DeclaredProgram | { readonly refused: string }> {
  const stray = strayError();
  const run = file === undefined ? program : () => loadAnew(file);
  try {
    const declared = await Promise.race([declareProgram(stack, run), stray, outOfTime()]);
    // Node reports an unhandled rejection after all other pending work has continued.
    await Promise.race([nextTurn(), stray]);
    return declared;
  } catch (error) {
    if (error instanceof PersonError) {
      return { refused: error.message };
    }
    throw error;
  }
}

/** Loads a program of the project anew, since a second load from the cache declares nothing. */
function loadAnew(file: string) {
  const path = require.resolve(join(__dirname, "..", "..", file));
  delete require.cache[path];
  return require(path);
}

let throwStray: (error: unknown) => void = () => undefined;
process.on("unhandledRejection", (error) => throwStray(error));

/** Rejects with an error that the program throws in unawaited code, such as in `apply`. */
function strayError(): Promise<never> {
  return new Promise((_, reject) => {
    throwStray = reject;
  });
}

async function outOfTime(): Promise<never> {
  await sleep(timeLimit, undefined, { ref: false });
  throw new Error(`The stack was not declared within ${timeLimit / 1000} seconds.`);
}

/** Replaces promises by their values and files by their content, at any depth. */
async function settled(value: unknown): Promise<unknown> {
  const known = await value;
  if (Array.isArray(known)) {
    return Promise.all(known.map(settled));
  }
  if (typeof known !== "object" || known === null) {
    return known;
  }
  if ("__pulumiAsset" in known && "path" in known) {
    return { text: readFileSync(String(await known.path), "utf8") };
  }
  const entries = Object.entries(known).map(async ([key, inner]) => [key, await settled(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function cachedAnswer(request: string): Promise<string> {
  const file = join(folder, `${createHash("sha256").update(request).digest("hex")}.json`);
  try {
    return readFileSync(file, "utf8");
  } catch {
    return cache(file, JSON.stringify(await settled(await declare(JSON.parse(request)))));
  }
}

/** Ignores errors: nothing is cached in a read-only folder, or in one that another run just removed. */
function cache(file: string, text: string): string {
  try {
    writeWhole(file, text);
  } catch {}
  return text;
}

// One stack at a time: Pulumi's runtime keeps the current stack in the process.
let last: Promise<unknown> = Promise.resolve();

// Not awaited, since a CommonJS module cannot: Node ends the process with the error if the server does not start.
void listen(async ({ body }) => {
  const mine = last.then(() => cachedAnswer(body.toString()));
  last = mine.catch(() => undefined);
  // An idle connection could be closed just when the next request uses it.
  const connection = { connection: "close" };
  return mine.then(
    (text) => ({ status: 200, headers: connection, body: text }),
    (error) => ({ status: 500, headers: connection, body: String(error instanceof Error ? error.stack : error) }),
  );
}).then(({ url }) =>
  console.log(JSON.stringify({ port: new URL(url).port, temporary: temporaryFolder("tests").path })),
);

// Ends with the tests, even if these are killed.
process.stdin.resume().on("end", () => process.exit());
