import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { temporaryFolder } from "../support/command";

const files = temporaryFolder();
const other = temporaryFolder();
afterAll(() => {
  files.remove();
  other.remove();
});

/** Runs a program as the project's commands run, and gives what it prints. */
function run(file: string): string {
  const register = join(__dirname, "..", "..", "cli", "register.js");
  return execFileSync(process.execPath, ["--require", register, file], { encoding: "utf8", stdio: "pipe" });
}

const interfaceAbove = "interface Gone {\n  readonly whenCompiled: string;\n}\n\n";

it("gives an error's stack the places in the TypeScript source, of asynchronous callers too", () => {
  const file = files.write(
    "fails.ts",
    `${interfaceAbove}async function inner(): Promise<void> {
  await undefined;
  throw new Error("boo");
}
async function outer(): Promise<void> {
  await inner();
}
outer().catch((error: Error) => console.log(error.stack));
`,
  );
  const own = run(file)
    .split("\n")
    .filter((line) => !line.includes("(node:internal"));
  expect(own).toEqual(["Error: boo", `    at inner (${file}:7:9)`, `    at async outer (${file}:10:5)`, ""]);
});

it("gives each of two equal files its own places", () => {
  const text = `${interfaceAbove}console.log(new Error("boo").stack?.split("\\n")[1]);\n`;
  const copies = [files, other].map(({ write }) => write("copied.ts", text));
  expect(copies.map(run)).toEqual(copies.map((file) => `    at Object.<anonymous> (${file}:5:13)\n`));
});

it("leaves the frames of Node.js as they are", () => {
  const file = files.write(
    "parses.ts",
    `${interfaceAbove}try {
  JSON.parse("{");
} catch (error) {
  console.log((error as Error).stack);
}
`,
  );
  const [, parse, own, node] = run(file).split("\n    at ");
  expect([parse, own]).toEqual(["JSON.parse (<anonymous>)", `Object.<anonymous> (${file}:6:8)`]);
  expect(node).toMatch(/ \(node:internal\/modules\/cjs\/loader:\d+:\d+\)$/);
});

it("says nothing of Node's own experimental modules, which Pulumi loads, and keeps every other warning", () => {
  const file = files.write(
    "warns.ts",
    `process.on("warning", ({ message }) => console.log(message));
process.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
process.emitWarning("Something else", "ExperimentalWarning");
`,
  );
  expect(run(file)).toBe("Something else\n");
});
