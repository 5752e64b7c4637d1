// `npm run build`: compiles the package into dist/ and copies the file that its code reads from its own folder.
const { execFileSync } = require("node:child_process");
const { cpSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "..");
const compiler = join(folder, "node_modules", "typescript", "bin", "tsc");

rmSync(join(folder, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], { cwd: folder, stdio: "inherit" });
cpSync(join(folder, "sandbox", "lake", "macros.sql"), join(folder, "dist", "sandbox", "lake", "macros.sql"));
