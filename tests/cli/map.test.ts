import { runCommand, temporaryFolder } from "../support/command";
import { oktaDetails } from "../support/stack";

const files = temporaryFolder();
afterAll(() => files.remove());

const [detail = {}] = oktaDetails(1);

async function map(input: string | Buffer, ...commandLine: string[]) {
  const { exitCode, stdout, stderr } = await runCommand("map", ["--vendor", "okta", ...commandLine], { input });
  const answers = stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { exitCode, stderr, answers };
}

describe("npm run map", () => {
  it("answers each line with a line, in order", async () => {
    const envelope = { "detail-type": "SystemLog", source: "aws.partner/okta.com/acme/audit", detail };
    const lines = [JSON.stringify(detail), "", "nonsense", "[]", JSON.stringify(envelope)].join("\r\n");
    const { exitCode, stderr, answers } = await map(lines, "-");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(answers).toEqual([
      {
        status: "mapped",
        id: detail.uuid,
        event: expect.objectContaining({ UID: detail.uuid }),
        truncated: [],
        redacted: [],
      },
      { status: "rejected", reason: "The line is not JSON." },
      { status: "rejected", reason: "The line is not JSON." },
      { status: "rejected", reason: "The event's detail is not a JSON object." },
      answers[0],
    ]);
  });

  it("rejects a line that is not UTF-8, and none of its neighbours", async () => {
    const line = Buffer.from(`${JSON.stringify(detail)}\n`);
    const { answers } = await map(Buffer.concat([line, Buffer.from([0xff, 0x0a]), line]), "-");
    expect(answers.map(({ status }) => status)).toEqual(["mapped", "rejected", "mapped"]);
    expect(answers[1]).toEqual({ status: "rejected", reason: "The line is not valid UTF-8." });
  });

  it("reads several files one after the other, from paths with spaces", async () => {
    const one = files.write("one.jsonl", `${JSON.stringify(detail)}\n`);
    const two = files.write("two.jsonl", "nonsense\n");
    const { answers } = await map("", one, two);
    expect(answers.map(({ status }) => status)).toEqual(["mapped", "rejected"]);
  });

  it.each<[string, readonly string[], string]>([
    ["no vendor", ["file"], "--vendor is missing; it must be one of okta.\n"],
    [
      "an unknown vendor",
      ["--vendor", "octa", "file"],
      '--vendor "octa" is not a known vendor; did you mean okta? Known: okta.\n',
    ],
    ["no file", ["--vendor", "okta"], "Name at least one FILE of events, or - for standard input.\n"],
    ["a file that is not there", ["--vendor", "okta", "/nowhere"], "/nowhere cannot be read: there is no such file.\n"],
    ["a folder", ["--vendor", "okta", "/"], "/ cannot be read: it is a folder.\n"],
  ])("refuses %s with a message for a person", async (_, commandLine, message) => {
    expect(await runCommand("map", commandLine)).toEqual({ exitCode: 1, stdout: "", stderr: message });
  });
});
