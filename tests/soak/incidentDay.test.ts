import { createRandom } from "../../sandbox/traffic/madeUp";
import { startTime, withStack } from "../support/stack";
import { findingsOn, passDay } from "./incidentDay/detectorDay";
import type { Finding } from "./incidentDay/expectedFindings";
import { detectorName, Killer } from "./incidentDay/killer";
import { type DaySettings, type PreparedDay, prepareDay } from "./incidentDay/prepareDay";

jest.setTimeout(3 * 3_600_000);

const isSoak = process.env.SOAK !== undefined;
const day = {
  start: startTime,
  // Each run scans a day of events for all rules: `npm test` has time for eight, which contain an incident of six
  // hours.
  runs: isSoak ? 24 : 8,
  events: isSoak ? 300_000 : 10_000,
  incidents: isSoak ? "all" : "one",
} as const;

const configuration = {
  vendors: {
    okta: { eventSourceName: "aws.partner/okta.com/acme/audit" },
    onelogin: { eventSourceName: "aws.partner/onelogin.com/acme/audit" },
    auth0: { eventSourceName: "aws.partner/auth0.com/acme/auth0.logs" },
    github: { eventBusName: "github-audit-log", pattern: { source: ["github.audit-log"] } },
  },
  detections: { okta: {}, onelogin: {}, auth0: {}, github: {} },
};
const existing = { eventBuses: ["github-audit-log"] };

/**
 * Runs the built-in rules hourly over a day. Returns the reported findings, and the number of failed calls of the
 * detector by error.
 */
async function reportsOf({ sendings }: PreparedDay, { start, runs }: DaySettings, killer: Killer) {
  return withStack(
    async (stack) => {
      killer.watch(stack.sandbox);
      await passDay(stack, sendings, start, runs);
      const reports = findingsOn(stack, start);
      return { reports, errors: { ...stack.sandbox.functions.get(detectorName)?.counts.errors } };
    },
    { existing, authorize: killer.authorize },
    configuration,
  );
}

/** Writes a finding as a line: its rule, the incidents of its events, and the run that reported it. */
function lineOf({ rule, integration, count, first, last, uids, run }: Finding, { incidentOf }: PreparedDay): string {
  const incidents = [...new Set(uids.map((uid) => incidentOf(uid) ?? `usual ${uid}`))].sort();
  const times = [first, last].map((time) => new Date(time).toISOString().slice(0, 19)).join(" to ");
  return `${rule} of ${integration}: ${count} of ${incidents.join(" and ")}, ${times}, in run ${run}`;
}

const linesOf = (findings: readonly Finding[], prepared: PreparedDay) =>
  findings.map((finding) => lineOf(finding, prepared)).sort();

/** Returns the incidents without an event in any finding of their rule. */
function missedIn({ incidents, incidentOf }: PreparedDay, findings: readonly Finding[]): readonly string[] {
  const found = new Set(findings.flatMap(({ rule, uids }) => uids.map((uid) => `${rule} ${incidentOf(uid)}`)));
  return incidents.filter(({ rule, name }) => !found.has(`${rule} ${name}`)).map(({ name }) => name);
}

const disorder = ["prompt", "late", "doubled", "shuffled"] as const;
const flood = isSoak ? 50_000 : 2_000;
/** The settings of a day, and the share of the detector's calls at which it is killed. */
const days: readonly (readonly [string, DaySettings, number])[] = isSoak
  ? [
      ["at once", { ...day, deliveries: ["prompt"] }, 0],
      ["late, twice, out of order and with floods", { ...day, deliveries: disorder, flood }, 0],
      ["late, twice and out of order to a detector that is killed at random", { ...day, deliveries: disorder }, 0.1],
    ]
  : [
      [
        "late, twice, out of order and with floods to a detector that is killed at random",
        { ...day, deliveries: disorder, flood },
        0.01,
      ],
    ];

test.each(days)(
  "an incident of each rule is found on a day delivered %s, once and within the hour, and nothing else",
  async (_, settings, killRate) => {
    const prepared = await prepareDay(settings);
    expect(missedIn(prepared, prepared.expected)).toEqual([]);
    const killer = new Killer(createRandom(7), killRate);
    const { reports, errors } = await reportsOf(prepared, settings, killer);
    const isKilled = killRate > 0;
    expect(errors).toEqual(isKilled ? { "Runtime.ExitError": killer.killed } : {});
    expect(killer.killed > 0).toBe(isKilled);
    // A finding that was being published when the detector was killed is sent again, as the same finding.
    const once = isKilled ? [...new Map(reports.map((report) => [report.id, report])).values()] : reports;
    expect(linesOf(once, prepared)).toEqual(linesOf(prepared.expected, prepared));
  },
);
