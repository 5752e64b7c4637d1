import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { PersonError } from "../../components/personError";
import { type DeclaredProgram, declareProgram } from "../../sandbox/program";
import type { StackFile } from "../../sandbox/stackFile";
import { program } from "./program";

// Declares stacks for all files of tests, so that one process loads Pulumi in place of each of them. An answer is kept in the folder that is
// the first argument, which is named by the sources. Prints its port.

const [folder = ""] = process.argv.slice(2);

/** An error that the program reported to its user: the test's process throws it again. */
export interface Refusal {
  readonly refused: string;
}

/** A declared program, with the content of each asset in its place. */
async function answerTo(stack: StackFile): Promise<DeclaredProgram | Refusal> {
  try {
    return await declareProgram(stack, program);
  } catch (error) {
    if (error instanceof PersonError) {
      return { refused: error.message };
    }
    throw error;
  }
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

async function answer(request: string): Promise<string> {
  return JSON.stringify(await settled(await answerTo(JSON.parse(request))));
}

async function keptAnswer(request: string): Promise<string> {
  const file = join(folder, `${createHash("sha256").update(request).digest("hex")}.json`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const own = `${file}.${process.pid}`;
    writeFileSync(own, await answer(request));
    renameSync(own, file);
  }
  return readFileSync(file, "utf8");
}

// One stack at a time: Pulumi's runtime keeps the stack that it declares in the process.
let last: Promise<unknown> = Promise.resolve();

createServer((request, response) => {
  last = last.then(async () => {
    // A connection that waits could be closed just when the next request takes it.
    response.setHeader("connection", "close");
    try {
      const asked = await text(request);
      response.end(await (request.headers["cache-control"] === "no-store" ? answer(asked) : keptAnswer(asked)));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
    }
  });
}).listen(0, "127.0.0.1", function (this: { address(): unknown }) {
  console.log((this.address() as { readonly port: number }).port);
});

// Ends with the tests, however these end.
process.stdin.resume().on("end", () => process.exit());
