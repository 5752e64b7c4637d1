import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeBlocks } from "./markdown";
import { shellCommands } from "./shellCommands";

/**
 * Walks through a recipe in a clone of the project: a block with a file's name is that file, a `diff` is a change of it, `sh` is run, and a
 * block without a language is what was printed, with `...` for what is left out.
 * @returns the commands that were run
 * @throws Error naming the step that cannot be taken
 */
export function walk(recipe: string, folder: string): readonly string[] {
  const commands: string[] = [];
  let printed = "";
  for (const { language, file, text } of codeBlocks(recipe)) {
    if (language === "diff" && file !== undefined) {
      writeFileSync(join(folder, file), changed(file, readFileSync(join(folder, file), "utf8"), text));
    } else if (file !== undefined) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    } else if (language === "sh") {
      printed = shellCommands(text)
        .map((words) => run(words, folder))
        .join("");
      commands.push(...text.trim().split("\n"));
    } else {
      for (const part of text.split(/^\.\.\.$/m).map((one) => one.trim())) {
        if (!printed.includes(part)) {
          throw new Error(`${commands.at(-1)} does not print ${JSON.stringify(part)}; it prints ${printed}`);
        }
      }
    }
  }
  return commands;
}

/** A file after a change: lines that stay begin with a blank, new ones with `+`. */
function changed(file: string, before: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  const without = (mark: string) =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const place = without("+");
  if (before.split(place).length !== 2) {
    throw new Error(`${file} must have these lines once: ${JSON.stringify(place)}`);
  }
  return before.replace(place, () => lines.map((line) => `${line.slice(1)}\n`).join(""));
}

function run(words: readonly string[], folder: string): string {
  const [program = "", ...rest] = words;
  const { status, stdout, stderr } = spawnSync(program, rest, { cwd: folder, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${words.join(" ")} fails: ${stderr}${stdout}`);
  }
  return stdout;
}
