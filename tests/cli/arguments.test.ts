import { parseArguments } from "../../cli/arguments";
import { outcomeOf } from "../support/command";

const rules = {
  options: {
    port: { type: "string" },
    channel: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
} as const;

test("options that are not given are undefined, empty or false", () => {
  expect(parseArguments([], rules)).toEqual({
    values: { port: undefined, channel: [], json: false },
    positionals: [],
  });
});

test("options are read in either form and order", () => {
  expect(parseArguments(["--channel", "a", "--json", "--port=1", "--channel=b=c"], rules).values).toEqual({
    port: "1",
    channel: ["a", "b=c"],
    json: true,
  });
});

test("words are taken where the command takes some", () => {
  const { positionals } = parseArguments(["-", "a", "--", "--b"], { ...rules, positionals: "FILE" });
  expect(positionals).toEqual(["-", "a", "--b"]);
});

test.each([
  [["a"], ['"a" is not expected: this takes options only.']],
  [["--prot=1"], ["--prot is not an option. Did you mean --port? Known: --port, --channel, --json."]],
  [["--constructor=1"], [expect.stringContaining("--constructor is not an option.")]],
  [["-x"], [expect.stringContaining("-x is not an option.")]],
  [
    ["--json=1", "--port", "1", "--port", "2", "x"],
    ["--json takes no value.", "--port is given more than once.", '"x" is not expected: this takes options only.'],
  ],
])("%j is refused with all its problems, and the nearest option", async (commandLine, problems) => {
  const { stderr } = await outcomeOf(async () => void parseArguments(commandLine, rules));
  expect(stderr.trim().split("\n")).toEqual(problems);
});
