import { runCommand, temporaryFolder } from "../support/command";

const files = temporaryFolder();

const rule = (name: string, detection: string, more = "", product = "okta") =>
  `title: ${name}\nlogsource: { product: ${product} }\ndetection: ${detection}\n${more}`;

const failed = rule(
  "Failed",
  "{ sel: { eventType: user.session.start, outcome.result: FAILURE }, condition: sel }",
  "name: failed\n",
);

const event = (uuid: string, published: string, alternateId: string, result = "FAILURE") => ({
  uuid,
  published,
  eventType: "user.session.start",
  actor: { id: alternateId.split("@")[0], type: "User", alternateId },
  client: { ipAddress: "192.0.2.7" },
  outcome: { result },
});

const events = files.write(
  "events.jsonl",
  [
    event("1", "2026-11-20T09:00:00.500Z", "ann@example.com"),
    event("2", "2026-11-20T09:05:00.000Z", "ANN@example.com"),
    event("3", "2026-11-20T09:10:00.000Z", "ann@example.com"),
    event("4", "2026-11-20T09:10:01.000Z", "bob@example.com"),
    event("5", "2026-11-20T09:12:00.000Z", "bob@example.com", "SUCCESS"),
    event("3", "2026-11-20T09:10:00.000Z", "ann@example.com"),
  ]
    .map((one) => JSON.stringify(one))
    .join("\n"),
);

const detect = (...commandLine: readonly string[]) =>
  runCommand("detect", ["--vendor", "okta", "--events", events, ...commandLine]);

describe("npm run detect", () => {
  it("prints each event that a rule selects once, in the documented JSON", async () => {
    const { exitCode, stdout } = await detect("--rule", files.write("failed.yml", failed), "--json");
    const finding = { rule: "failed", action: "user.session.start", sourceIPAddress: "192.0.2.7", count: 1 };
    const at = (time: string) => ({ first: time, last: time });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        { ...finding, actor: "ann@example.com", ...at("2026-11-20T09:00:00Z"), uids: ["1"] },
        { ...finding, actor: "ANN@example.com", ...at("2026-11-20T09:05:00Z"), uids: ["2"] },
        { ...finding, actor: "ann@example.com", ...at("2026-11-20T09:10:00Z"), uids: ["3"] },
        { ...finding, actor: "bob@example.com", ...at("2026-11-20T09:10:01Z"), uids: ["4"] },
      ],
    });
  });

  // Sigma correlation rules specification 2.1; windows and case as in pySigma's sqlite backend: both ends included, any
  // case.
  it("prints the events of a correlation together", async () => {
    const correlation =
      "---\ntitle: Many\ncorrelation: { type: event_count, rules: [failed], group-by: [actor.alternateId], timespan: 10m, condition: { gte: 3 } }\n";
    const { stdout } = await detect("--rule", files.write("many-failures.yml", `${failed}${correlation}`), "--json");
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          rule: "many-failures",
          actor: "ann@example.com, ANN@example.com",
          action: "user.session.start",
          sourceIPAddress: "192.0.2.7",
          count: 3,
          first: "2026-11-20T09:00:00Z",
          last: "2026-11-20T09:10:00Z",
          uids: ["1", "2", "3"],
        },
      ],
    });
  });

  it("runs a folder's rules for the vendor, with values for their placeholders, and prints a table", async () => {
    const folder = temporaryFolder();
    const expanding = "{ sel: { actor.alternateId|expand: '%admins%' }, condition: sel }";
    folder.write("admins.yml", rule("Admins", expanding));
    folder.write("other.yml", rule("Other", "{ sel: { action: repo.create }, condition: sel }", "", "github"));
    const path = folder.write("ignored.txt", "no rule").replace(/\/ignored\.txt$/, "");
    const { exitCode, stdout, stderr } = await detect(
      "--rule",
      path,
      "--setting",
      "admins=bob@example.com",
      "--setting",
      "admins=carl@example.com",
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `${events} is read as JSON lines.\n` });
    expect(stdout.split("\n").map((line) => line.trimEnd().split(/ {2,}/))).toEqual([
      ["rule", "actor", "action", "target", "address", "events", "first", "last"],
      expect.any(Array),
      [
        "admins",
        "bob@example.com",
        "user.session.start",
        "192.0.2.7",
        "1",
        "2026-11-20T09:10:01Z",
        "2026-11-20T09:10:01Z",
      ],
      [
        "admins",
        "bob@example.com",
        "user.session.start",
        "192.0.2.7",
        "1",
        "2026-11-20T09:12:00Z",
        "2026-11-20T09:12:00Z",
      ],
      [""],
      ["2 findings of 1 rule in 6 events."],
      [""],
    ]);
  });

  it("reports an error in a rule, its setting or its vendor with its place, and exits with 1", async () => {
    const wrong = files.write("wrong.yml", rule("Wrong", "{ sel: { evenType: x }, condition: sel }"));
    const github = files.write(
      "github.yml",
      rule("Other", "{ sel: { action: repo.create }, condition: sel }", "", "github"),
    );
    const results = await Promise.all([
      detect("--rule", wrong),
      detect("--rule", github),
      detect("--rule", wrong, "--setting", "admins"),
      runCommand("detect", ["--rule", wrong, "--vendor", "pagerduty", "--events", events]),
    ]);
    expect(results.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
      [1, expect.stringContaining(`${wrong}:3: "evenType" is not a field of okta's events`)],
      [1, `--rule ${github} holds no rules for okta, only for github; give another --vendor.\n`],
      [1, '--setting must be NAME=VALUE, such as admins=ann@example.com; it is "admins".\n'],
      [
        1,
        expect.stringMatching(
          / argument 'pagerduty' is invalid\. Allowed choices are okta, onelogin, auth0, github\.$/m,
        ),
      ],
    ]);
  });
});
