import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const project = join(__dirname, "..", "..");

interface Screen {
  readonly exitCode: number;
  readonly output: string;
  readonly parts: readonly (readonly [seconds: number, text: string])[];
}

/** Runs `npm start` as a new user does, in a terminal of 40 lines. */
function firstRun(columns: number): Screen {
  const known = screens.get(columns) ?? run(columns);
  screens.set(columns, known);
  return known;
}

const screens = new Map<number, Screen>();

function run(columns: number): Screen {
  const { stdout, stderr } = spawnSync("python3", ["tests/support/screen.py", String(columns), "npm", "start"], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, NO_UPDATE_NOTIFIER: "1" },
  });
  if (stdout === "") {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

/** Returns the lines that stay on the screen; a rewritten line shows its last content. */
function linesOf(output: string): readonly string[] {
  return output.split("\r\n").map((line) => stripVTControlCharacters(line.slice(line.lastIndexOf("\r") + 1)).trimEnd());
}

describe("the first run in a terminal", () => {
  it.each([80, 120])("of %d columns fits on 40 lines, wraps none of them and shows each step", (columns) => {
    const { exitCode, output, parts } = firstRun(columns);
    const lines = linesOf(output);
    expect(exitCode).toBe(0);
    // The prompt uses the last one.
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines).toContain("Sent 1,200 made-up events of 6 vendors; nothing left this machine.");
    expect(lines.at(-2)).toMatch(/^ {2}README\.md, "Deploy" +the way to AWS$/);
    const shown = parts.map(([, text]) => text).join("");
    const steps = [
      "Loading the program ...",
      "Running the program ...",
      "Deploying 2",
      "1,200 events",
      "Running the d",
    ];
    const places = steps.map((step) => shown.indexOf(step));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it("shows the whole title of each finding if there is space", () => {
    expect(linesOf(firstRun(120).output).filter((line) => line.endsWith("\u2026"))).toEqual([]);
  });
});
