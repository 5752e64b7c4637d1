import { parseArguments, wholeNumber } from "../../cli/arguments";
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

test("a value may be a lone hyphen or a negative number", () => {
  expect(parseArguments(["--port", "-1"], rules).values.port).toBe("-1");
  expect(parseArguments(["--port", "-"], rules).values.port).toBe("-");
  expect(parseArguments(["--port=--json"], rules).values.port).toBe("--json");
});

test("an unknown option is named with the nearest known one", () => {
  expect(problemsOf(["--prot=1"])).toEqual([
    "--prot is not an option. Did you mean --port? Known: --port, --channel, --json.",
  ]);
  expect(problemsOf(["--constructor=1"])[0]).toContain("--constructor is not an option.");
  expect(problemsOf(["-x"])[0]).toContain("-x is not an option.");
});

test("values that are missing or too much are refused", () => {
  expect(problemsOf(["--port"])).toEqual(["--port needs a value."]);
  expect(problemsOf(["--port", "--json"])).toEqual(["--port needs a value."]);
  expect(problemsOf(["--json=yes"])).toEqual(["--json takes no value."]);
});

test("an option is given once unless it may be repeated", () => {
  expect(problemsOf(["--port=1", "--port=2"])).toEqual(["--port is given more than once."]);
  expect(problemsOf(["--json", "--json"])).toEqual(["--json is given more than once."]);
});

test("all problems are told at once", () => {
  expect(problemsOf(["--json=1", "--port", "1", "--port", "2", "x"])).toEqual([
    "--json takes no value.",
    "--port is given more than once.",
    '"x" is not expected: this takes options only.',
  ]);
});

test("a whole number lies within its bounds, both included", () => {
  expect([wholeNumber("port", "1", 1, 10), wholeNumber("port", "10", 1, 10)]).toEqual([1, 10]);
  for (const text of ["0", "11", "1.5", "-1", "", "ten", "1e1", " 1", "9999999999999999"]) {
    expect(() => wholeNumber("port", text, 1, 10)).toThrow(
      new PersonError(`--port must be a whole number from 1 to 10; ${JSON.stringify(text)} is none.`),
    );
  }
});
