import { InvalidArgumentError } from "commander";
import { choice, defaulted, flag, moment, repeated, required, valued, wholeNumber } from "../../cli/command/options";
import { createSubcommand } from "../../cli/command/subcommand";
import { outcomeOf } from "../support/command";

const options = {
  port: valued("N", "", wholeNumber(0, 9)),
  size: defaulted("N", "5", "", wholeNumber(0, 9)),
  channel: repeated("ARN", ""),
  form: choice("NAME", ["table", "json"], ""),
  name: required("NAME", ""),
  "all-of-it": flag(""),
};

/** Returns the values and operands of a command line, or the error that it prints. */
async function read(...commandLine: readonly string[]) {
  const seen: unknown[] = [];
  const command = createSubcommand({
    ...{ name: "example", description: "", operands: ["[FILE...]", ""], options, examples: [] },
    run: async (values, operands) => void seen.push(values, operands),
  });
  const { exitCode, stderr } = await outcomeOf(
    async () => void (await command.parseAsync(commandLine, { from: "user" })),
  );
  return exitCode === 0 ? seen : stderr.split("\n")[0];
}

const nothing = { port: undefined, size: 5, channel: [], form: undefined, name: "a", "all-of-it": false };

// POSIX.1-2024, XBD 12.2, Utility Syntax Guidelines 9 to 11, 13; GNU Coding Standards, "Command-Line Interfaces".
it.each([
  [["--name", "a"], nothing, []],
  [
    ["--name=a", "--port=1", "--form", "json", "--all-of-it"],
    { ...nothing, port: 1, form: "json", "all-of-it": true },
    [],
  ],
  [
    ["--channel", "a", "--name", "a", "--channel=b=c", "--size", "6"],
    { ...nothing, channel: ["a", "b=c"], size: 6 },
    [],
  ],
  [["-", "--name", "a", "b", "--", "--c"], nothing, ["-", "b", "--c"]],
])("%j is read in both forms and in any order", async (commandLine, values, operands) => {
  expect(await read(...commandLine)).toEqual([values, operands]);
});

it.each([
  [[], "error: required option '--name <NAME>' not specified"],
  [["--name", "a", "--nme=1"], "error: unknown option '--nme=1'"],
  [["-x", "--name", "a"], "error: unknown option '-x'"],
  [["--name", "a", "--constructor"], "error: unknown option '--constructor'"],
  [["--all-of-it=1", "--name", "a"], "error: unknown option '--all-of-it=1'"],
  [["--name"], "error: option '--name <NAME>' argument missing"],
  [["--name", "--port", "1"], "error: option '--name <NAME>' argument missing"],
  [["--port", "1", "--port", "2"], "error: option '--port <N>' argument '2' is invalid. Give it only once."],
  [["--port", "10"], "error: option '--port <N>' argument '10' is invalid. Give a whole number from 0 to 9."],
  [["--port", "-1"], "error: option '--port <N>' argument '-1' is invalid. Give a whole number from 0 to 9."],
  [
    ["--form", "jsn"],
    "error: option '--form <NAME>' argument 'jsn' is invalid. Allowed choices are table, json. Did you mean json?",
  ],
])("%j is refused", async (commandLine, message) => {
  expect(await read(...commandLine)).toBe(message);
});

// ISO 8601-1, section 5.2.2: days of the Gregorian calendar; section 5.3.1: hours from 00 to 23, minutes and seconds to 59.
it.each([
  ...["2026-02-30", "2026-11-31", "2025-02-29", "2026-00-10", "2026-13-01"],
  ...["2026-11-20T24:00Z", "2026-11-20T23:60:00Z", "2026-11-20T09:00:00", "yesterday", ""],
])("the time %j does not exist or is not in UTC, and is refused", (text) => {
  expect(() => moment(text)).toThrow(InvalidArgumentError);
});

it("existing times are read unchanged", () => {
  const times = ["2024-02-29", "2026-12-31T23:59Z", "2026-11-20T09:00:01Z"];
  expect(times.map((text) => new Date(moment(text)).toISOString())).toEqual([
    ...["2024-02-29T00:00:00.000Z", "2026-12-31T23:59:00.000Z", "2026-11-20T09:00:01.000Z"],
  ]);
});
