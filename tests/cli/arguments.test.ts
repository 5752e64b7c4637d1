import { momentOf, parseArguments } from "../../cli/arguments";
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

// ISO 8601-1, section 5.2.2: days of the Gregorian calendar; section 5.3.1: hours from 00 to 23, minutes and seconds to 59.
test.each([
  "2026-02-30",
  "2026-11-31",
  "2025-02-29",
  "2026-00-10",
  "2026-13-01",
  "2026-11-20T24:00Z",
  "2026-11-20T23:60:00Z",
])("the time %s does not exist, and is refused", async (text) => {
  const { stderr } = await outcomeOf(async () => void momentOf("since", text));
  expect(stderr).toMatch(/^--since must be a time in UTC such as 2026-11-20T09:00:00Z or 2026-11-20; /);
});

test("times that exist are read as they are", () => {
  const times = ["2024-02-29", "2026-12-31T23:59Z", "2026-11-20T09:00:01Z"];
  expect(times.map((text) => new Date(momentOf("since", text)).toISOString())).toEqual([
    ...["2024-02-29T00:00:00.000Z", "2026-12-31T23:59:00.000Z", "2026-11-20T09:00:01.000Z"],
  ]);
});
