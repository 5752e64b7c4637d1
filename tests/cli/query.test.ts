import { formatAnswer } from "../../cli/query/format";
import { savedQueries } from "../../sandbox/lake/savedQueries";
import { runCommand } from "../support/command";

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
    const commandLine = ["okta-session-starts", "--vendor", "okta", "--format", "json", "--since", "2020-01-01"];
    const { exitCode, stdout, stderr } = await runCommand("query", commandLine);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { name, columns, rows } = JSON.parse(stdout);
    expect({ name, columns }).toEqual({ name: "okta-session-starts", columns: ["quarterHour", "started", "failed"] });
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each<[string, string[], string]>([
    [
      "a query that is not there",
      ["okta-browser"],
      'NAME "okta-browser" is not a known query; did you mean okta-browsers? ',
    ],
    ["a format", ["okta-browsers", "--format", "xml"], '--format must be one of table, csv, json; it is "xml".\n'],
    [
      "a store that is no ARN",
      ["okta-browsers", "--store", "audit"],
      '--store must be the ARN of an event data store, arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID; it is "audit".\n',
    ],
    [
      "AWS without a vendor",
      ["okta-browsers", "--on-aws"],
      "--on-aws needs --vendor, to say whose store is asked; or name the store with --store.\n",
    ],
  ])("refuses %s with a message for a person", async (_, commandLine, message) => {
    const { exitCode, stdout, stderr } = await runCommand("query", commandLine);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr.slice(0, message.length)).toBe(message);
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
