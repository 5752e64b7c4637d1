import { readFileSync } from "node:fs";
import { join } from "node:path";
import { archiveFiles, bundlePath, forwarderBundle } from "../../components/integration/forwarderBundle";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";
import { mappingModuleNames } from "../../functions/mapping/configured/configuredExpressions";

const checkout = join(__dirname, "..", "..");
const client = cloudTrailDataPackage.name;
const read = (file: string, folder = process.cwd()) => readFileSync(join(folder, file), "utf8");

// In another folder, with the same bytes, and with the client packed: tests/engine/foreignProject.test.ts, in a project that installs one.
describe("the forwarder's bundle for the runtime's client", () => {
  const files = Object.values(archiveFiles(forwarderBundle("runtime"), mappingModuleNames));

  it("holds what few mappings need in files of their own, and no SDK client that the runtime has", () => {
    const texts = files.map((file) => read(file));
    const [forwarder = "", , expressions] = texts;
    const marks = ["isSafeNumber", "ParseError", "RE2JSSyntaxException", "buildFormatParser(fmt"];
    expect(texts.map((text) => marks.map((mark) => text.includes(mark)))).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [false, true, false, false],
      [false, false, true, false],
      [false, false, false, true],
    ]);
    for (const name of ["parseExactly", "expressions", "timeFormat"]) {
      expect(forwarder).toContain(`require("./${name}")`);
    }
    expect(expressions).toContain('require("./regularExpressions")');
    for (const name of ["sqs", "cloudwatch-logs", "secrets-manager", "cloudtrail-data"]) {
      expect(forwarder).toContain(`require("@aws-sdk/client-${name}")`);
    }
  });

  it("lies where the callback looks for it", () => {
    expect(read("components/integration/forwarderFunction.ts", checkout)).toContain(`require("./${bundlePath}")`);
  });
});

test("the packed client is installed in the version of the other clients of the SDK", () => {
  const { devDependencies } = JSON.parse(read("package.json", checkout));
  expect(installClient).toBe(`npm install --save-exact ${client}@${devDependencies["@aws-sdk/client-sqs"]}`);
});
