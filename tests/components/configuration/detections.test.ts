import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInDetections } from "../../../components/detections/builtInDetections";
import { findVendor } from "../../../functions/vendors";
import { channelArn, okta, parse, problemsOf as problemsOfStack } from "./entries";

const query = "queries/detections/okta-api-token-created.sql";
const problemsOf = (detections: unknown, vendors: object = { okta }) => problemsOfStack(vendors, { detections });

describe("detections that are right", () => {
  it("are found by name, with their defaults, for every integration of their vendor", () => {
    const emea = { vendor: "okta", eventSourceName: "aws.partner/okta.com/emea/audit", channel: "okta" };
    const logs = { vendor: "okta", eventSourceName: "aws.partner/okta.com/logs/audit", sink: "cloudwatch-logs" };
    const vendors = { okta, "okta-emea": emea, "okta-logs": logs };
    const { detections } = parse(vendors, { detections: { "okta-failed-sign-ins": {} } });
    expect(detections["okta-failed-sign-ins"]).toEqual({
      detection: {
        question: "Did one person fail to sign in to Okta many times within an hour?",
        severity: "medium",
        threshold: 10,
        withinMinutes: 60,
        lateHours: 24,
        queries: { lake: expect.stringContaining("SELECT"), logs: expect.stringContaining("| filter") },
      },
      schedule: "rate(1 hour)",
      stores: { okta: "lake", "okta-emea": "lake", "okta-logs": "logs" },
    });
  });

  it("are what is said of them", () => {
    const said = { severity: "critical", threshold: 3, withinMinutes: 30, lateHours: 48 };
    const mine = { ...said, query, integrations: ["okta"], schedule: "rate(15 minutes)" };
    const { detections } = parse({ okta }, { detections: { mine } });
    expect(detections.mine).toMatchObject({ detection: said, schedule: "rate(15 minutes)", stores: { okta: "lake" } });
  });

  it("are built in for vendors of the catalogue, with both queries, which give what a detection needs", () => {
    for (const [name, { vendor }] of Object.entries(builtInDetections)) {
      expect({ name, known: findVendor(vendor) !== undefined }).toEqual({ name, known: true });
      const eventSourceName = `aws.partner/example.com/${vendor}/audit`;
      const { detections } = parse({ [vendor]: { eventSourceName } }, { detections: { [name]: {} } });
      for (const text of Object.values(detections[name]?.detection.queries ?? {})) {
        for (const column of ["uid", "eventTime", "ingestionTime", "who", "what", "origin"]) {
          expect([name, column, new RegExp(`\\b${column}\\b`).test(text)]).toEqual([name, column, true]);
        }
      }
      expect(Object.keys(detections[name]?.detection.queries ?? {})).toEqual(["lake", "logs"]);
    }
  });
});

describe("detections that are wrong", () => {
  it("are told of by the nearest name", () => {
    expect(problemsOf({ "okta-impersonations": {} })).toEqual([
      expect.stringMatching(
        /^detections\.okta-impersonations: "okta-impersonations" is not a known detection; did you mean okta-impersonation\? Known: .*; one of your own needs query, the file of its query$/,
      ),
    ]);
  });

  it("are told of all at once, each with its path, its value and what is allowed", () => {
    const numbers = { threshold: 0, withinMinutes: 25, lateHours: 0, treshold: 1 };
    const wrong = { severity: "bad", ...numbers, schedule: "rate(5 minutes)" };
    expect(problemsOf({ "okta-impersonation": wrong })).toEqual([
      'detections.okta-impersonation.schedule: "rate(5 minutes)" is not allowed; it must be a rate of 15 minutes to a day, such as rate(1 hour) or rate(15 minutes)',
      "detections.okta-impersonation.threshold: 0 is not allowed; it must be a whole number of events from 1 to 1000000",
      "detections.okta-impersonation.withinMinutes: 25 is not allowed; it must be a multiple of 10 from 10 to 1440 minutes",
      'detections.okta-impersonation.severity: "bad" is not allowed; it must be one of low, medium, high, critical',
      "detections.okta-impersonation.lateHours: 0 is not allowed; it must be a whole number of hours from 1 to 336",
      expect.stringContaining(
        'detections.okta-impersonation.treshold: "treshold" is not a known key; did you mean threshold?',
      ),
    ]);
    expect(problemsOf({ "okta-impersonation": true })).toEqual([
      "detections.okta-impersonation: true is not allowed; it must be a map, in the stack's file {} where nothing is to be changed; by command, set one of its keys, such as severity",
    ]);
  });

  it("that no vendor has events for are refused, and not where that vendor is refused itself", () => {
    expect(problemsOf({ "auth0-mfa-removed": {} })).toEqual([
      "detections.auth0-mfa-removed: auth0-mfa-removed looks at events of auth0, and the stack has no vendor auth0; remove the detection, or add the vendor",
    ]);
    expect(problemsOf({ "auth0-mfa-removed": {} }, { okta, auth0: { retentionDays: -1 } })).toEqual([
      expect.stringContaining("vendors.auth0.retentionDays"),
    ]);
  });

  it("of integrations that are not there, or whose store nobody here knows", () => {
    expect(problemsOf({ "okta-impersonation": { integrations: ["okto"] } })).toEqual([
      'detections.okta-impersonation.integrations: "okto" is not a known vendor of this stack; did you mean okta? Known: okta',
    ]);
    expect(problemsOf({ "okta-impersonation": {} }, { okta: { ...okta, channel: channelArn } })).toEqual([
      "detections.okta-impersonation.integrations: the stack does not know where the events of okta are stored, since their channel is another stack's; leave okta out of integrations, or look for them in that stack",
    ]);
  });

  it("whose names no schedule takes", () => {
    const name = `watch-${"x".repeat(60)}`;
    expect(problemsOf({ [name]: { query, integrations: ["okta"] } })).toEqual([
      `detections.${name}: its schedule for okta would be named ${name}.okta, which is longer than the 64 characters that EventBridge Scheduler takes; choose a shorter name`,
    ]);
    expect(problemsOf({ "My detection": { query, integrations: ["okta"] } })).toEqual([
      'detections.My detection: "My detection" is not allowed; it must be named by lower-case letters, digits and hyphens, beginning with a letter',
    ]);
  });

  it("of one's own need a file, in the project, that gives the columns and reads the store", () => {
    expect(problemsOf({ mine: { query: "/etc/passwd.sql", integrations: ["okta"] } })).toEqual([
      expect.stringContaining("it must be the path of a .sql file in the project's folder"),
    ]);
    expect(problemsOf({ mine: { query: "../mine.sql", integrations: ["okta"] } })).toHaveLength(1);
    expect(problemsOf({ mine: { query: "queries/none.sql", integrations: ["okta"] } })).toEqual([
      'detections.mine.query: "queries/none.sql" is not allowed; it must be a file that exists',
    ]);
    expect(problemsOf({ mine: { query } })).toEqual([
      "detections.mine.integrations: is missing; it must be a list of keys of vendors",
    ]);
    const folder = mkdtempSync(join(tmpdir(), "detections of mine "));
    const here = process.cwd();
    try {
      process.chdir(folder);
      writeFileSync("mine.sql", "SELECT UID AS uid, eventTime FROM events");
      expect(problemsOf({ mine: { query: "mine.sql", integrations: ["okta"] } })).toEqual([
        "detections.mine.query: mine.sql must give the columns uid, eventTime, ingestionTime, who, what, origin; it lacks ingestionTime, who, what, origin",
        'detections.mine.query: mine.sql must read FROM "$PARTNER_EVENT_DATA_STORE_ID", in whose place the store\'s id comes',
      ]);
      writeFileSync(
        "mine.sql",
        'SELECT uid, eventTime, ingestionTime, who, what, origin FROM "$PARTNER_EVENT_DATA_STORE_ID"',
      );
      expect(problemsOf({ mine: { query: "mine.sql", integrations: ["okta"] } })).toEqual([]);
      const logs = { okta: { ...okta, sink: "cloudwatch-logs" } };
      expect(problemsOf({ mine: { query: "mine.sql", integrations: ["okta"] } }, logs)).toEqual([
        "detections.mine.query: the events of okta go to CloudWatch Logs, so there must be a query for Logs Insights beside the .sql file, under the same name with .cwli",
      ]);
    } finally {
      process.chdir(here);
      rmSync(folder, { recursive: true });
    }
  });
});
