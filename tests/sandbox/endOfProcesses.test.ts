import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { temporaryFolder } from "../support/command";

const project = join(__dirname, "..", "..");
const register = ["--require", "./cli/register.js"];
const place = temporaryFolder().folder;

/** Creates a temporary folder in a separate process, and returns its name. */
function make(end: string): string {
  const script = `console.log(require("./sandbox/temporaryFolder.ts").temporaryFolder("test").path); ${end}`;
  const { stdout } = spawnSync(process.execPath, [...register, "--eval", script], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, TMPDIR: place },
  });
  return basename(stdout.trim());
}

it("a temporary folder is removed when its process ends, also after an error; a killed process's folder by the next process", () => {
  expect(make("")).toMatch(/^partner-audit-\w+-\d+-test-\w{6}$/);
  make("throw new Error()");
  expect(readdirSync(place)).toEqual([]);
  const killed = make("process.kill(process.pid, 'SIGKILL')");
  // Neither the folder of a running process nor another program's is removed.
  const kept = [killed.replace(/-\d+-/, `-${process.pid}-`), "partner-audit-of-another"];
  for (const name of kept) {
    mkdirSync(join(place, name));
  }
  expect(readdirSync(place).sort()).toEqual([killed, ...kept].sort());
  make("");
  expect(readdirSync(place).sort()).toEqual(kept.sort());
});

// A killed parent cannot notify its children.
it.each<[string, readonly string[], NodeJS.ProcessEnv]>([
  ["the test provider", ["sandbox/engine/main.ts"], { PARTNER_AUDIT_CLOUD: "/nowhere.json" }],
  ["the endpoint, under npm", ["cli/partner-audit.js", "endpoint"], { npm_lifecycle_event: "endpoint" }],
])(
  "%s ends if its parent is killed",
  async (_, words, environment) => {
    const script = `require("node:child_process").spawn(process.execPath, ${JSON.stringify([...register, ...words])}, { stdio: "inherit" })`;
    const parent = spawn(process.execPath, ["--eval", script], {
      cwd: project,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    // The output is closed when the last process that uses it has ended.
    await once(parent, "close");
  },
  20_000,
);
