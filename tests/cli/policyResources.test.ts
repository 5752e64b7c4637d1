import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readResources } from "../../cli/policy/readResources";
import { outcomeOf, runCommand } from "../support/command";

const folder = mkdtempSync(join(tmpdir(), "policy resources "));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(value: unknown): string {
  const file = join(folder, "resources.json");
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
}

const queue = { type: "aws:sqs/queue:Queue", name: "orders", props: {} };
/** The form in which Pulumi writes a secret (pulumi/sdk/go/common/resource, SigKey and SecretSig). */
const secret = (value: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...value,
});

describe("npm run policy -- --resources", () => {
  it("checks a list of resources, and fails on a mandatory violation", async () => {
    const { exitCode, stdout, stderr } = await runCommand("policy", ["--resources", fileOf([queue]), "--json"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `The resources in ${join(folder, "resources.json")} violate mandatory policies: 1 finding.\n`,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      verdicts: [
        { policy: "dead-letter-queues", resource: "orders", subject: "redrivePolicy", enforcementLevel: "mandatory" },
      ],
      waived: [],
    });
  });

  it("refuses every option that it cannot use, such as those of a stack or a comment", async () => {
    const { exitCode, stderr } = await runCommand("policy", ["--resources", fileOf([queue]), "--stack", "dev"]);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: "--resources replaces the program: leave out --stack and --markdown, which need one.\n",
    });
  });

  it.each([
    ["{", /resources\.json is not JSON: /],
    ["{}", /resources\.json is neither a JSON list of resources, .*\n {2}deployment: /],
    ['[{"type":"aws:sqs/queue:Queue","name":"q"}]', /\n {2}0\.props: /],
    ['[{"type":5,"name":"q","props":{}}]', /\n {2}0\.type: /],
    ['{"deployment":{"resources":[{"urn":"u"}]}}', /\n {2}deployment\.resources\.0\.type: /],
  ])("refuses %s and names the place", async (text, message) => {
    const { exitCode, stdout, stderr } = await outcomeOf(async () => void readResources(fileOf(text)));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("reads what `pulumi stack export` prints: providers and shown secrets, but no resource that is being deleted", () => {
    const provider = "urn:pulumi:dev::app::pulumi:providers:aws::eu";
    const urn = "urn:pulumi:dev::app::aws:lambda/function:Function::reader";
    const resources = readResources(
      fileOf({
        version: 3,
        deployment: {
          resources: [
            { urn: provider, type: "pulumi:providers:aws", inputs: { region: "eu-west-1" } },
            {
              urn,
              type: "aws:lambda/function:Function",
              provider: `${provider}::0f1e2d3c`,
              inputs: {
                environment: secret({ plaintext: '{"variables":{"A":"b"}}' }),
                description: secret({ ciphertext: "v1:x" }),
              },
              outputs: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:reader" },
              propertyDependencies: { role: ["urn:role"], runtime: null },
            },
            { urn: "urn:pulumi:dev::app::aws:sqs/queue:Queue::old", type: "aws:sqs/queue:Queue", delete: true },
          ],
        },
      }),
    );
    expect(resources.map(({ name }) => name)).toEqual(["eu", "reader"]);
    const [, reader] = resources;
    expect(reader?.provider).toEqual({ props: { region: "eu-west-1" } });
    expect(reader?.inputs.environment).toEqual({ variables: { A: "b" } });
    expect(() => reader?.inputs.description).toThrow("description is a secret");
    expect(reader?.sourcesOf?.("role")).toEqual(["urn:role"]);
  });
});
