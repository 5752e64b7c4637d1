import { execFileSync } from "node:child_process";
import { describeEngine } from "../support/engine";
import { pulumiCommands } from "../support/pulumiCommands";

describeEngine("what the documents use of Pulumi's command line", () => {
  it.each(Object.entries(pulumiCommands))("pulumi %s has the options %j", (command, options) => {
    const help = execFileSync("pulumi", [...command.split(" "), "--help"], { encoding: "utf8" });
    // A subcommand that there is not shows the help of the one above it.
    expect(help).toMatch(new RegExp(`Usage:\\s+pulumi ${command}\\b|Aliases:\\s+.*\\b${command.split(" ").at(-1)}\\b`));
    expect(options.filter((option) => !new RegExp(`${option}(?![\\w-])`).test(help))).toEqual([]);
  });
});
