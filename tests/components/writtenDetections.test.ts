import * as pulumi from "@pulumi/pulumi";
import type { ReadableIntegration, WrittenDetections } from "../../components/detections/detectorArgs";
import { writtenScans } from "../../components/detections/writtenScans";
import { problemsIn } from "./configuration/entries";

const okta: ReadableIntegration = {
  key: "okta-emea",
  vendor: "okta",
  store: { kind: "logs", integration: "okta-emea" },
  auditLogGroupName: pulumi.output("/partner-audit/audit-dev_okta-emea"),
};
const github: ReadableIntegration = { key: "github", vendor: "github", store: { kind: "s3" } };

const scansOf = (args: WrittenDetections) => writtenScans("detections", args, () => undefined);
const problemsOf = (args: WrittenDetections) => problemsIn(() => scansOf(args));

describe("detections that a program creates", () => {
  it("run the built-in rules of a vendor on its integrations' stores, with the names that the stack's program uses", () => {
    const scans = scansOf({ detections: { okta: { schedule: "rate(15 minutes)" } }, integrations: [okta, github] });
    expect(Object.keys(scans)).toEqual(["vendors.okta-emea.logs"]);
    expect(scans["vendors.okta-emea.logs"]).toMatchObject({
      scheduleMinutes: 15,
      lateHours: 24,
      store: { kind: "logs", logGroupName: okta.auditLogGroupName },
    });
    expect(scans["vendors.okta-emea.logs"]?.rules.length).toBeGreaterThan(40);
  });

  it("report a rule without an integration, an unknown store, a missing lake and unknown keys, all at once", () => {
    const direct: ReadableIntegration = { key: "okta", vendor: "okta", store: undefined };
    // @ts-expect-error no such key exists
    expect(problemsOf({ detections: { okta: { shedule: "rate(1 hour)" } }, integrations: [okta] })).toEqual([
      expect.stringMatching(/^detections\.detections\.okta\.shedule: .+ did you mean schedule\?/),
    ]);
    expect(problemsOf({ detections: { okta: {}, onelogin: {}, github: {} }, integrations: [direct, github] })).toEqual([
      expect.stringMatching(/^detections\.detections\.okta\.integrations: the store of okta's events is not known/),
      expect.stringMatching(/^detections\.detections\.onelogin: onelogin reads events of onelogin/),
      expect.stringMatching(
        /^detections\.detections\.github\.integrations: github has the sink s3, and no lake is given/,
      ),
    ]);
  });
});
