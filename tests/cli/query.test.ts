import { askSandbox } from "../../cli/query/askSandbox";
import { formatAnswer } from "../../cli/query/format";
import { type SavedQuery, savedQueries, type Window } from "../../sandbox/lake/savedQueries";
import { runCommand } from "../support/command";
import { oktaAlone, stackOf } from "../support/declare";
import { oneVendorStack } from "../support/oneVendorStack";
import { program } from "../support/program";

const stack = oneVendorStack("query-test");
afterAll(stack.remove);

function ask(name: string, window: Window, vendors: object) {
  const query = savedQueries().find((one) => one.name === name) as SavedQuery;
  return askSandbox(stackOf({ vendors }), program, query, undefined, window);
}

describe("npm run query", () => {
  it("lists the queries with what each answers", async () => {
    const { exitCode, stdout } = await runCommand("query", []);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      savedQueries()
        .map(({ name, answers }) => `${name}\n  ${answers}\n`)
        .join(""),
    );
  });

  it("asks the sandbox, of one vendor and of a time", async () => {
    const commandLine = ["okta-session-starts", "--stack", stack.name, "--vendor", "okta", "--format", "json"];
    const { exitCode, stdout, stderr } = await runCommand("query", [...commandLine, "--since", "2020-01-01"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { name, columns, rows } = JSON.parse(stdout);
    expect({ name, columns }).toEqual({ name: "okta-session-starts", columns: ["quarterHour", "started", "failed"] });
    expect(rows.length).toBeGreaterThan(0);
    const until = { until: Date.parse("2020-01-02") };
    expect(await ask("okta-session-starts", until, oktaAlone)).toEqual({ columns, rows: [] });
  });

  it("asks the log group of a vendor whose events are in CloudWatch Logs alone", async () => {
    const inLogs = { okta: { ...oktaAlone.okta, sink: "cloudwatch-logs" } };
    const { columns, rows } = await ask("okta-privileges-granted", { since: Date.parse("2020-01-01") }, inLogs);
    expect(columns.join(" ")).toBe("eventTime eventName user target secondTarget sourceIPAddress errorCode");
    expect(rows.length).toBeGreaterThan(0);
    const late = await ask("okta-privileges-granted", { until: Date.parse("2020-01-02") }, inLogs);
    expect(late).toEqual({ columns, rows: [] });
  });
});

describe("an answer as CSV", () => {
  it("quotes what must be, and lets no event be a formula", () => {
    const rows = [
      ['say "hi", Ada', null, 3],
      ["=HYPERLINK(1)", ["a"], "-1"],
    ];
    expect(formatAnswer("q", { columns: ["a", "b", "c"], rows }, "csv")).toBe(
      `a,b,c\r\n"say ""hi"", Ada",,3\r\n'=HYPERLINK(1),"[""a""]",'-1`,
    );
  });
});
