import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { archiveFiles, bundlePath, forwarderBundle } from "../../components/integration/forwarderBundle";
import { cloudTrailDataPackage, installClient } from "../../functions/clients/cloudTrailDataPackage";
import { mappingModuleNames } from "../../functions/mapping/configured/configuredExpressions";
import { askParquet } from "../functions/sinks/readParquet";
import { withStorage } from "../functions/sinks/storage";
import { oktaBody, sqsEvent, sqsRecord } from "../functions/sqsEvent";

const checkout = join(__dirname, "..", "..");
const client = cloudTrailDataPackage.name;
const read = (file: string, folder = process.cwd()) => readFileSync(join(folder, file), "utf8");

// In another folder, with the same bytes, and with the client packed: tests/engine/foreignProject.test.ts, in a project that installs one.
describe("the forwarder's bundle for the runtime's client", () => {
  const files = Object.values(archiveFiles(forwarderBundle("runtime"), mappingModuleNames));

  it("has separate files for what few mappings need, and no SDK client of the runtime", () => {
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
    for (const name of ["sqs", "cloudwatch-logs", "s3", "secrets-manager", "cloudtrail-data"]) {
      expect(forwarder).toContain(`require("@aws-sdk/client-${name}")`);
    }
  });

  it("stores an event in a bucket with its own Parquet writer", async () => {
    const variables = {
      LAKE_BUCKET_NAME: "partner-audit-dev-lake",
      LAKE_BUCKET_OWNER: "210987654321",
      RECIPIENT_ACCOUNT_ID: "123456789012",
      AWS_REGION: "eu-west-1",
      DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters",
    };
    const program = `
      const { createForwarder } = require(${JSON.stringify(join(process.cwd(), bundlePath))});
      createForwarder({ integration: "hr", vendor: "okta" })(${JSON.stringify(sqsEvent(sqsRecord("m-1", oktaBody("u-1"))))}, { getRemainingTimeInMillis: () => 30000 });`;
    await withStorage(
      () => ({ status: 200 }),
      async (requests) => {
        const env = { ...process.env, ...variables };
        const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", "-e", program], { env });
        expect(JSON.parse(stdout)).toMatchObject({ Integration: "hr", Received: 1, Accepted: 1, Requests: 1 });
        expect(requests.map(({ method }) => method)).toEqual(["PUT"]);
        const rows = await askParquet(requests[0]?.body ?? new Uint8Array(), "SELECT * FROM read_parquet($file)");
        expect(rows).toMatchObject([
          { awsregion: "eu-west-1", recipientaccountid: "123456789012", eventdata: { uid: "u-1" } },
        ]);
      },
    );
  });

  it("is in the folder where the callback looks for it", () => {
    expect(read("components/integration/forwarderFunction.ts", checkout)).toContain(`require("./${bundlePath}")`);
  });
});

test("the packed client has the same version as the other clients of the SDK", () => {
  const { dependencies } = JSON.parse(read("package.json", checkout));
  expect(installClient).toBe(
    `npm install --save-exact ${client}@${dependencies["@aws-sdk/client-sqs"].replace("^", "")}`,
  );
});
