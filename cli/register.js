// Lets Node run this project's TypeScript. Types are checked apart (`npm run types`), and what was compiled is kept by its content, so
// that a command starts quickly.
const { createHash, randomUUID } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { findSourceMap } = require("node:module");
const { basename, join } = require("node:path");
const { fileURLToPath } = require("node:url");
require("./warnings");

const project = require.resolve("../tsconfig.json");
const folder = join(__dirname, "..", "node_modules", ".cache", "partner-audit");
const versions = [process.version, require("ts-node/package.json").version, require("typescript/package.json").version];
const settings = [...versions, readFileSync(project, "utf8")].join("\n");

let compiler;

function compile(code, file) {
  compiler ??= require("ts-node").create({ transpileOnly: true, project });
  return compiler.compile(code, file).replace(/(?<=;base64,)[\w+/=]+$/, (map) => besideSource(map, file));
}

/** A source map that names its source as the file beside it: then a copy of the project has no need to compile what is compiled. */
function besideSource(map, file) {
  const placed = { ...JSON.parse(Buffer.from(map, "base64")), sources: [basename(file)], sourcesContent: undefined };
  return Buffer.from(JSON.stringify(placed)).toString("base64");
}

function compiled(file) {
  const code = readFileSync(file, "utf8");
  const key = createHash("sha256")
    .update([settings, basename(file), code].join("\n"))
    .digest("hex");
  const kept = join(folder, `${key}.js`);
  try {
    return readFileSync(kept, "utf8");
  } catch {
    return keep(kept, compile(code, file));
  }
}

/** Several processes may keep the same file at one time: each writes one of its own and puts it in place whole. */
function keep(kept, output) {
  try {
    mkdirSync(folder, { recursive: true });
    const own = `${kept}.${randomUUID()}`;
    writeFileSync(own, output);
    renameSync(own, kept);
  } catch {
    // A folder that cannot be written costs time alone.
  }
  return output;
}

/** A stack trace with the places in the TypeScript sources. */
function stackOf(error, frames) {
  // Pulumi asks for one with every promise, and to find the places of all these took a third of a command's time.
  const isOfPromise = frames[0]?.getFileName()?.endsWith("debuggable.js");
  return isOfPromise && process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined
    ? String(error)
    : [error, ...frames.map(placed)].join("\n    at ");
}

/** A frame of a stack trace, with its place in the source. */
function placed(frame) {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  const origin = findSourceMap(file ?? "")?.findOrigin(line, column);
  if (origin?.fileName === undefined) {
    return String(frame);
  }
  const source = origin.fileName.startsWith("file:") ? fileURLToPath(origin.fileName) : origin.fileName;
  return String(frame).replace(
    `${file}:${line}:${column}`,
    () => `${source}:${origin.lineNumber}:${origin.columnNumber}`,
  );
}

process.setSourceMapsEnabled(true);
Error.prepareStackTrace = stackOf;
require.extensions[".ts"] = (module, file) => module._compile(compiled(file), file);
