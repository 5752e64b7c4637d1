import { runCommand, temporaryFolder } from "../support/command";
import { oktaDetails } from "../support/stack";

const files = temporaryFolder();

const [detail = {}] = oktaDetails(1);

async function map(input: string | Buffer, ...commandLine: string[]) {
  const vendor = commandLine.includes("--vendor") ? [] : ["--vendor", "okta"];
  const { exitCode, stdout, stderr } = await runCommand("map", [...vendor, ...commandLine], { input });
  const answers = stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return { exitCode, stderr, answers };
}

describe("npm run map", () => {
  it("prints one line per event, in order, and skips blank lines", async () => {
    const envelope = { "detail-type": "SystemLog", source: "aws.partner/okta.com/acme/audit", detail };
    const lines = [JSON.stringify(detail), "", "nonsense", "[]", JSON.stringify(envelope)].join("\r\n");
    const { exitCode, stderr, answers } = await map(lines, "-");
    const mapped = { status: "mapped", id: detail.uuid };
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "- is read as JSON lines.\n" });
    expect(answers).toEqual([
      { ...mapped, event: expect.objectContaining({ UID: detail.uuid }), truncated: [], redacted: [] },
      { status: "rejected", reason: "The event is not JSON." },
      { status: "rejected", reason: "The event's detail is not a JSON object." },
      answers[0],
    ]);
  });

  it("rejects a line that is not UTF-8, and no other line", async () => {
    const line = Buffer.from(`${JSON.stringify(detail)}\n`);
    const { answers } = await map(Buffer.concat([line, Buffer.from([0xff, 0x0a]), line]), "-");
    expect(answers.map(({ status }) => status)).toEqual(["mapped", "rejected", "mapped"]);
    expect(answers[1]).toEqual({ status: "rejected", reason: "The event is not valid UTF-8." });
  });

  it("uses a mapping from a YAML or JSON file, for a custom vendor or in place of a built-in mapping", async () => {
    const yaml = files.write(
      "hr.yaml",
      "eventName: event.action\nuserIdentity: { principalId: event.who }\ntimeFormat: dd/MM/yyyy\neventTime: event.at\n",
    );
    const json = files.write("okta.json", JSON.stringify({ eventName: "'X'" }));
    const line = JSON.stringify({ action: "go", who: "u-1", at: "20/11/2026" });
    const byYaml = await map(line, "--vendor", "custom", "--mapping", yaml, "-");
    expect(byYaml.answers[0]).toMatchObject({
      status: "mapped",
      event: { eventName: "go", userIdentity: { principalId: "u-1" }, eventTime: "2026-11-20T00:00:00Z" },
    });
    const byJson = await map(JSON.stringify(detail), "--mapping", json, "-");
    expect(byJson.answers[0]).toMatchObject({ id: detail.uuid, event: { eventName: "X" } });
  });

  it("reports on standard error, once with its count, each field that the mapping does not find or cannot use", async () => {
    const mapping = files.write(
      "drift.yaml",
      [
        "eventName: event.action",
        "userIdentity: { principalId: \"event.who + '@example.com'\" }",
        "sourceIPAddress: event.ip",
        "userAgent: event.agent",
        "errorCode: \"event.ok ? '' : event.error\"",
        "requestParameters: event.data",
        "eventTime: event.at",
      ].join("\n"),
    );
    const fine = { action: "go", who: "ana", ok: true, at: "2026-11-20T10:00:00Z" };
    const lines = [
      fine,
      { ...fine, ok: false },
      { ...fine, who: 7, ip: "nowhere", agent: ["x"], data: "y", ok: false },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    const { answers, stderr } = await map(text, "--vendor", "custom", "--mapping", mapping, "-");
    expect(answers.map(({ event }) => event.errorCode)).toEqual([undefined, "Unknown", "Unknown"]);
    expect(answers.every((answer) => Object.keys(answer).join() === "status,id,event,truncated,redacted")).toBe(true);
    expect(stderr.split("\n")).toEqual([
      "- is read as JSON lines.",
      "errorCode cannot be computed: No such key: error (events: 2, first in - line 2)",
      "userIdentity.principalId cannot be computed: no such overload: dyn<double> + string (events: 1, first in - line 3)",
      "userAgent finds a list that it cannot use (events: 1, first in - line 3)",
      "sourceIPAddress finds a string that it cannot use (events: 1, first in - line 3)",
      "requestParameters finds a string, not an object (events: 1, first in - line 3)",
      "",
    ]);
  });

  it("reports unknown kinds of events on standard error", async () => {
    const lines = ["user.session.start", "user.session.dreamt", "user.session.dreamt", undefined].map((eventType) =>
      JSON.stringify({ ...detail, eventType }),
    );
    const { stderr } = await map(lines.join("\n"), "-");
    expect(stderr.split("\n")).toEqual([
      "- is read as JSON lines.",
      "eventName is user.session.dreamt, which the mapping does not list (events: 2, first in - line 2)",
      "eventName finds nothing (events: 1, first in - line 4)",
      "",
    ]);
  });

  it.each([
    ["eventName: [", /^\S.*mapping 1\.yaml is neither YAML nor JSON: /],
    [
      "eventname: event.a",
      /mapping 1\.yaml: The mapping has a problem:\n {2}mapping\.eventname: "eventname" is not a known key; did you mean eventName\?/,
    ],
    ["eventName: event.(\nid: 5", /2 problems|mapping\.id: 5 is not allowed/],
    [
      "eventName: user.name",
      /\n {2}mapping\.eventName: is no valid expression: Unknown variable: user; an expression starts with/,
    ],
  ])("refuses the mapping %j and lists its mistakes", async (text, message) => {
    const mapping = files.write("mapping 1.yaml", text);
    const { exitCode, stdout, stderr } = await runCommand("map", ["--vendor", "custom", "--mapping", mapping, "-"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
