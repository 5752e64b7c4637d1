import { spawnSync } from "node:child_process";

/** Pulumi's output, by command. */
const known = new Map<string, Help>();

interface Help {
  readonly text: string;
  readonly error: string;
  /** The words of the command itself, as in its usage. */
  readonly command: readonly string[];
  /** True for a command with subcommands, which also shows its own help for an unknown one. */
  readonly isGroup: boolean;
}

/** Returns subcommands and options of a Pulumi command that its own help does not name. */
export function pulumiProblems(words: readonly string[]): readonly string[] {
  const path = words.filter((word) => !word.startsWith("-"));
  const { text, error, command, isGroup } = helpOf(path);
  if (error !== "") {
    return [`pulumi ${path.join(" ")}: ${error}`];
  }
  const next = path[command.length] ?? "";
  if (isGroup && next !== "" && !new RegExp(`^ {2}${next} `, "m").test(text)) {
    return [`pulumi ${path.join(" ")}: there is no such subcommand`];
  }
  return words
    .filter((word) => word.startsWith("--") && !new RegExp(`${word}(?![\\w-])`).test(text))
    .map((option) => `pulumi ${command.join(" ")} has no option ${option}`);
}

/** Reads the help of each command once: words after one without subcommands are its arguments. */
function helpOf(path: readonly string[]): Help {
  const before = path.flatMap((_, index) => known.get(path.slice(0, index + 1).join(" ")) ?? []);
  return before[0] ?? ask(path);
}

function ask(path: readonly string[]): Help {
  const { stdout, stderr } = spawnSync("pulumi", [...path, "--help"], { encoding: "utf8" });
  const usage = /^Usage:\s+pulumi (.*)$/m.exec(stdout)?.[1] ?? "";
  const answer = {
    text: stdout,
    error: stderr.split("\n")[0] ?? "",
    command: usage.split(" ").filter((word) => /^[a-z-]+$/.test(word)),
    isGroup: stdout.includes("\nAvailable Commands:"),
  };
  if (answer.error === "" && !answer.isGroup) {
    known.set(path.slice(0, answer.command.length).join(" "), answer);
  }
  return answer;
}
