import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { functionsToTry } from "./functionsToTry";

const { make, answerOf } = functionsToTry();

describe("a function's archive", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "archive-test-"));
  mkdirSync(path.join(folder, "lib"));
  writeFileSync(path.join(folder, "lib", "value.js"), "module.exports = 'from a file';");
  writeFileSync(path.join(folder, "__index.js"), "exports.handler = async () => require('./lib/value');");
  afterAll(() => rmSync(folder, { recursive: true }));
  const asset = pulumi.asset;

  it.each([
    ["a folder", new asset.FileArchive(folder)],
    [
      "files and text",
      new asset.AssetArchive({
        "__index.js": new asset.StringAsset("exports.handler = async () => require('./lib/value');"),
        "lib/value.js": new asset.FileAsset(path.join(folder, "lib", "value.js")),
      }),
    ],
    [
      "a folder within an archive",
      new asset.AssetArchive({
        "__index.js": new asset.FileAsset(path.join(folder, "__index.js")),
        lib: new asset.FileArchive(path.join(folder, "lib")),
      }),
    ],
    [
      "what a stack's state records",
      {
        assets: {
          "__index.js": { path: path.join(folder, "__index.js") },
          "lib/value.js": { text: "module.exports = 'from a file';" },
        },
      },
    ],
  ])("may be %s", async (_, code) => {
    expect(await answerOf("", { code })).toBe("from a file");
  });

  it.each([
    ["a path with nothing there", new asset.FileArchive("/nowhere/at/all"), "/nowhere/at/all"],
    ["a name outside of it", new asset.AssetArchive({ "../out.js": new asset.StringAsset("") }), '"../out.js"'],
    ["no archive", 5, "neither an archive of assets nor a folder"],
  ])("is refused when it has %s", async (_, code, message) => {
    await expect(make("", { code })).rejects.toThrow(message);
  });
});
