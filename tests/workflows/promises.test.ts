import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const checkout = join(__dirname, "..", "..");

/** Each line has one promise; its comment names the rule that must find it, and `none` must not be reported. */
const planted = `import { readFile } from "node:fs/promises";
async function local(): Promise<boolean> { return true; }
local(); // no-floating-promises
readFile("x"); // no-floating-promises
local().then(String); // no-floating-promises
[1].forEach(async () => { await local(); }); // no-misused-promises
if (local()) { process.exit(); } // no-misused-promises
void local(); // none
local().catch(String); // none
`;

describe("the lint of promises", () => {
  it("finds promises that are not awaited or are used as a value, also those of Node's modules", () => {
    const folder = mkdtempSync(join(tmpdir(), "partner-audit-promises-"));
    const options = { strict: true, types: ["node"], typeRoots: [join(checkout, "node_modules", "@types")] };
    const config = `module.exports = [...require(${JSON.stringify(join(checkout, "eslint.config.js"))}),
      { files: ["**/*.ts"], languageOptions: { parserOptions: { tsconfigRootDir: __dirname } } }];`;
    writeFileSync(join(folder, "planted.ts"), planted);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
    writeFileSync(join(folder, "eslint.config.js"), config);
    const eslint = join(checkout, "node_modules", "eslint", "bin", "eslint.js");
    const { stdout } = spawnSync(process.execPath, [eslint, "--format", "json", "planted.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    const [{ messages }] = JSON.parse(stdout) as [{ messages: readonly { ruleId: string; line: number }[] }];
    const expected = planted.split("\n").flatMap((text, index) => {
      const [, rule] = /\/\/ (no-.*)/.exec(text) ?? [];
      return rule === undefined ? [] : [`${index + 1} @typescript-eslint/${rule}`];
    });
    expect(messages.map(({ line, ruleId }) => `${line} ${ruleId}`)).toEqual(expected);
  });
});
