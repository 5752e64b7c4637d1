import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../support/command";
import { checkout } from "../support/engine";

const { folder } = temporaryFolder();
const kept = (project: string) => readdirSync(join(project, "node_modules", ".cache", "partner-audit")).sort();

/** A project with the same compiler settings as this one. */
function createProject(name: string): string {
  const project = join(folder, name);
  mkdirSync(join(project, "node_modules"), { recursive: true });
  mkdirSync(join(project, "cli"));
  cpSync(join(checkout, "cli", "typescript.js"), join(project, "cli", "typescript.js"));
  symlinkSync(join(checkout, "node_modules", "esbuild"), join(project, "node_modules", "esbuild"));
  writeProgram(project, "first");
  return project;
}

function writeProgram(project: string, message: string): void {
  const lines = [
    "interface Told {",
    "  readonly message: string;",
    "}",
    `const told: Told = { message: "${message}" };`,
  ];
  writeFileSync(join(project, "fail.ts"), [...lines, "throw new Error(told.message);"].join("\n"));
}

/** Returns the message and the first place of the error with which the project's program ends. */
function failure(project: string): readonly string[] {
  const words = ["--require", "./cli/typescript.js", "./fail.ts"];
  const { stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: "utf8" });
  return /^Error: (.*)\n.*\((.*)\)$/m.exec(stderr)?.slice(1) ?? [stderr];
}

it("a clone with a copy of the compiled files compiles nothing, and its errors name its own sources", () => {
  const project = createProject("project");
  expect(failure(project)).toEqual(["first", `${join(project, "fail.ts")}:5:7`]);
  const clone = createProject("a clone");
  cpSync(join(project, "node_modules", ".cache"), join(clone, "node_modules", ".cache"), { recursive: true });
  expect(failure(clone)).toEqual(["first", `${join(clone, "fail.ts")}:5:7`]);
  expect(kept(project)).toHaveLength(1);
  expect(kept(clone)).toEqual(kept(project));
});

it("a changed source is compiled again", () => {
  const project = createProject("changed");
  expect(failure(project)[0]).toBe("first");
  writeProgram(project, "second");
  expect(failure(project)[0]).toBe("second");
  expect(kept(project)).toHaveLength(2);
});
