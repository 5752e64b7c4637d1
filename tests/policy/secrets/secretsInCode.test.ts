import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { asset } from "@pulumi/pulumi";
import { functionSecrets } from "../../../policy/policies/functionSecrets";
import { unreadCode } from "../../../policy/policies/unreadCode";
import { largestCode, largestFile } from "../../../policy/secrets/codeReader";
import { secretsInCode } from "../../../policy/secrets/secretsInCode";
import { verdictsOn } from "../verdictsOn";

const keyText = `exports.key = "AKIA${"IOSFODNN7EXAMPLE"}";\n`;
const clean = "exports.handler = async () => undefined;\n";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partner audit code "));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): string {
  const place = join(folder, path);
  mkdirSync(join(place, ".."), { recursive: true });
  writeFileSync(place, content);
  return place;
}

const found = async (code: unknown) => (await secretsInCode(code)).secrets.map(({ path }) => path);
const unread = async (code: unknown) =>
  (await secretsInCode(code)).unread.map(({ path, reason }) => `${path} ${reason}`);

describe("a secret in a function's code is found", () => {
  const forms: readonly [string, (key: string) => unknown, string][] = [
    ["a folder", () => new asset.FileArchive(folder), "lib/index.js"],
    ["a folder by its URI", () => new asset.RemoteArchive(pathToFileURL(folder).href), "lib/index.js"],
    ["a file", (key) => new asset.AssetArchive({ "main.js": new asset.FileAsset(key) }), "main.js"],
    ["a file by its URI", (key) => new asset.AssetArchive({ a: new asset.RemoteAsset(pathToFileURL(key).href) }), "a"],
    ["a text", () => new asset.AssetArchive({ "main.js": new asset.StringAsset(keyText) }), "main.js"],
    ["a folder in an archive", () => new asset.AssetArchive({ ".": new asset.FileArchive(folder) }), "lib/index.js"],
    ["a folder below", () => new asset.AssetArchive({ "./app": new asset.FileArchive(folder) }), "app/lib/index.js"],
    [
      "an archive in an archive",
      () => new asset.AssetArchive({ lib: new asset.AssetArchive({ "a.js": new asset.StringAsset(keyText) }) }),
      "lib/a.js",
    ],
    // An exported stack has assets as objects with a signature (Pulumi, sdk/go/common/resource/sig).
    [
      "an exported archive",
      (key) => ({
        "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
        assets: { "a.js": { path: key } },
      }),
      "a.js",
    ],
    ["inline code", () => keyText, "ZipFile"],
  ];
  it.each(forms)("in %s", async (_form, make, path) => {
    expect(await found(make(write("lib/index.js", keyText)))).toEqual([path]);
    expect(await unread(make(write("lib/index.js", keyText)))).toEqual([]);
  });

  it("in files of other names and encodings, in the order of their paths", async () => {
    write(".env", `DB_PASSWORD=${"hunter2"}\n`);
    write("b/utf16.js", Buffer.from(`\ufeff${keyText}`, "utf16le"));
    write("a/latin1.js", Buffer.concat([Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]), Buffer.from(keyText)]));
    write("a/clean.js", clean);
    expect(await found(new asset.FileArchive(folder))).toEqual([".env", "a/latin1.js", "b/utf16.js"]);
  });

  it("after a change of the file, and in another archive of the file", async () => {
    const place = write("index.js", clean);
    expect(await found(new asset.FileArchive(folder))).toEqual([]);
    write("index.js", keyText);
    utimesSync(place, 1, 1);
    expect(await found(new asset.FileArchive(folder))).toEqual(["index.js"]);
    expect(await found(new asset.AssetArchive({ "a.js": new asset.FileAsset(place) }))).toEqual(["a.js"]);
  });
});

describe("code that is not searched", () => {
  it("is that of packages and version control, and binary data, without a notice", async () => {
    write("node_modules/a/index.js", keyText);
    write(".git/config", keyText);
    write("logo.png", Buffer.from(`\x89PNG\r\n\x1a\n\0\0${keyText}`, "latin1"));
    expect(await secretsInCode(new asset.FileArchive(folder))).toMatchObject({ secrets: [], unread: [] });
  });

  it("is that of packages which Pulumi adds to a callback function, each as a separate archive", async () => {
    write("a/index.js", keyText);
    const packed = (name: string) => new asset.AssetArchive({ [name]: new asset.FileArchive(join(folder, "a")) });
    expect(await secretsInCode(packed("node_modules/@scope/a"))).toMatchObject({ secrets: [], unread: [] });
    expect((await secretsInCode(packed("modules/a"))).secrets).toHaveLength(1);
  });

  it("is reported if it is packed, compiled or remote", async () => {
    write("a.jar", Buffer.from("PK\x03\x04", "latin1"));
    write("b.tgz", gzipSync(keyText));
    write("bootstrap", Buffer.from("\x7fELF\0", "latin1"));
    write("c.tar", Buffer.concat([Buffer.alloc(257), Buffer.from("ustar\0")]));
    expect(await unread(new asset.FileArchive(folder))).toEqual([
      "a.jar is a packed archive",
      "b.tgz is a packed archive",
      "bootstrap is a compiled program",
      "c.tar is a packed archive",
    ]);
    expect(await unread(new asset.FileArchive(join(folder, "a.jar")))).toEqual(["a.jar is a packed archive"]);
    expect(await unread(new asset.RemoteArchive("https://example.com/a.zip"))).toEqual([
      ". is fetched from elsewhere at the deployment",
    ]);
  });

  it("is reported for missing files, and for symbolic links that leave the folder or form a cycle", async () => {
    const missing = join(folder, "missing");
    expect(await unread(new asset.FileArchive(missing))).toEqual([`${missing} cannot be read (ENOENT)`]);
    write("code/index.js", keyText);
    write("outside.js", keyText);
    symlinkSync("../outside.js", join(folder, "code", "out.js"));
    symlinkSync("nowhere", join(folder, "code", "dangling"));
    symlinkSync("circle", join(folder, "code", "circle"));
    symlinkSync(".", join(folder, "code", "self"));
    symlinkSync("index.js", join(folder, "code", "same.js"));
    const code = new asset.FileArchive(join(folder, "code"));
    expect(await found(code)).toEqual(["index.js"]);
    expect(await unread(code)).toEqual([
      "circle cannot be read (ELOOP)",
      "dangling cannot be read (ENOENT)",
      "out.js is a symbolic link out of the folder",
    ]);
  });

  it("is reported beyond the limits of a file and of all code", async () => {
    write("a.js", keyText);
    const file = write("b.js", "");
    truncateSync(file, largestFile + 1);
    expect(await unread(new asset.FileArchive(folder))).toEqual(["b.js has more than 5 MiB"]);
    truncateSync(file, largestFile);
    const texts = Object.fromEntries(
      Array.from({ length: largestCode / largestFile + 2 }, (_, number) => [
        `${number + 100}`,
        new asset.FileAsset(file),
      ]),
    );
    expect(await unread(new asset.AssetArchive(texts))).toEqual([
      "110 is after the first 50 MiB of the code, as are all later files",
    ]);
  });

  it.each([undefined, null, 7, [], "", { assets: 7 }, { assets: { a: null } }, { text: 7 }, { uri: "x" }])(
    "may have an unknown form: %j",
    async (code) => expect(await found(code)).toEqual([]),
  );
});

test("messages on findings and on unread files do not contain the secret", async () => {
  write("index.js", keyText);
  write("lib.zip", Buffer.from("PK\x03\x04", "latin1"));
  const written = { type: "aws:lambda/function:Function", name: "it", props: { code: new asset.FileArchive(folder) } };
  const verdicts = await verdictsOn([functionSecrets, unreadCode], [written, { ...written, name: "other" }]);
  expect(verdicts.map(({ policy, resource, subject }) => `${policy} ${resource} ${subject}`)).toEqual([
    "function-secrets it Code::index.js",
    "function-secrets other Code::index.js",
    "unread-code it Code::lib.zip",
    "unread-code other Code::lib.zip",
  ]);
  expect(verdicts.map(({ enforcementLevel }) => enforcementLevel)).toEqual([
    "mandatory",
    "mandatory",
    "advisory",
    "advisory",
  ]);
  expect(verdicts.map(({ message }) => message).join()).not.toContain("AKIA");
});

test("inline code of a Cloud Control function is searched", async () => {
  const desiredState = JSON.stringify({ Code: { ZipFile: keyText } });
  const props = { typeName: "AWS::Lambda::Function", desiredState };
  const verdicts = await verdictsOn([functionSecrets], {
    type: "aws:cloudcontrol/resource:Resource",
    name: "it",
    props,
  });
  expect(verdicts.map(({ subject }) => subject)).toEqual(["Code::ZipFile"]);
});
