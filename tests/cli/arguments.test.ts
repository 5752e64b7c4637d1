import { parseArguments } from "../../cli/arguments";
import { PersonError } from "../../components/personError";

const rules = {
  options: {
    port: { type: "string" },
    channel: { type: "string", multiple: true },
    json: { type: "boolean" },
  },
} as const;

function problemsOf(commandLine: readonly string[], changes = {}): readonly string[] {
  try {
    parseArguments(commandLine, { ...rules, ...changes });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(PersonError);
    return String((error as PersonError).message).split("\n");
  }
}

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

test("words are taken only where the command takes some", () => {
  expect(parseArguments(["-", "a", "--", "--b"], { ...rules, positionals: "FILE" }).positionals).toEqual([
    "-",
    "a",
    "--b",
  ]);
  expect(problemsOf(["a"])).toEqual(['"a" is not expected: this takes options only.']);
});

test("an unknown option is named with the nearest known one", () => {
  expect(problemsOf(["--prot=1"])).toEqual([
    "--prot is not an option. Did you mean --port? Known: --port, --channel, --json.",
  ]);
  expect(problemsOf(["--constructor=1"])[0]).toContain("--constructor is not an option.");
  expect(problemsOf(["-x"])[0]).toContain("-x is not an option.");
});

test("all problems are told at once", () => {
  expect(problemsOf(["--json=1", "--port", "1", "--port", "2", "x"])).toEqual([
    "--json takes no value.",
    "--port is given more than once.",
    '"x" is not expected: this takes options only.',
  ]);
});
