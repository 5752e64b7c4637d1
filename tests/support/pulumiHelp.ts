import { spawnSync } from "node:child_process";

const known = new Map<string, { readonly help: string; readonly error: string }>();

/** Subcommands and options of a command of Pulumi's that its own help does not name. */
export function pulumiProblems(words: readonly string[]): readonly string[] {
  const path = words.filter((word) => !word.startsWith("-"));
  const { help, error } = helpOf(path);
  if (error !== "") {
    return [`pulumi ${path.join(" ")}: ${error}`];
  }
  const usage = /^Usage:\s+pulumi (.*)$/m.exec(help)?.[1] ?? "";
  const found = usage.split(" ").filter((word) => /^[a-z-]+$/.test(word));
  // A group shows its own help for a subcommand that it has not.
  const next = path[found.length] ?? "";
  if (help.includes("\nAvailable Commands:") && next !== "" && !new RegExp(`^ {2}${next} `, "m").test(help)) {
    return [`pulumi ${path.join(" ")}: there is no such subcommand`];
  }
  return words
    .filter((word) => word.startsWith("--") && !new RegExp(`${word}(?![\\w-])`).test(help))
    .map((option) => `pulumi ${found.join(" ")} has no option ${option}`);
}

function helpOf(path: readonly string[]) {
  const key = path.join(" ");
  const before = known.get(key);
  if (before !== undefined) {
    return before;
  }
  const { stdout, stderr } = spawnSync("pulumi", [...path, "--help"], { encoding: "utf8" });
  const answer = { help: stdout, error: stderr.split("\n")[0] ?? "" };
  known.set(key, answer);
  return answer;
}
