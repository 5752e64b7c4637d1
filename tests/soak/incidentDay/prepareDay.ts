import type { JsonObject } from "../../../functions/mapping/values/json";
import { createRandom } from "../../../sandbox/traffic/madeUp";
import { type BuiltInRule, rulesOf, vendorsOfRules } from "../../rules/builtInRules";
import { matchesOf } from "./bruteForce";
import { runAfter } from "./detectorDay";
import { expectedFindings, type Finding } from "./expectedFindings";
import { floodedVendor, floods, floodsOfDay } from "./floods";
import { type Incident, plantIncidents } from "./plantIncidents";
import { type Delivery, deliver, type Sending } from "./sendings";
import { usualDay } from "./usualDay";
import { auditEventOf, timeOf } from "./vendorEvent";

export interface DaySettings {
  readonly start: number;
  /** Hourly runs of the built-in rules. */
  readonly runs: number;
  /**
   * The approximate number of events of all vendors, including floods. Events of the sandbox's traffic that a rule
   * finds are left out.
   */
  readonly events: number;
  /** The ways of delivery; each event uses one of them. */
  readonly deliveries: readonly Delivery[];
  /** Plants an incident of each rule, or of each positive case of each rule. */
  readonly incidents: "one" | "all";
  /** Failed sign-ins of one user within half an hour, and of another one over all runs. @default none */
  readonly flood?: number;
}

export interface PreparedDay {
  readonly sendings: readonly Sending[];
  readonly incidents: readonly Incident[];
  readonly expected: readonly Finding[];
  /** Returns the incident of an event, by its UID. */
  readonly incidentOf: (uid: string) => string | undefined;
}

const hour = 3_600_000;

/**
 * Prepares a day: usual events that no rule finds, incidents among them, the deliveries of all, and the expected
 * findings.
 */
export async function prepareDay(settings: DaySettings): Promise<PreparedDay> {
  const ofVendors: PreparedDay[] = [];
  for (const vendor of vendorsOfRules) {
    ofVendors.push(await prepareVendor(vendor, rulesOf(vendor), settings));
  }
  return {
    sendings: ofVendors.flatMap(({ sendings }) => sendings),
    incidents: ofVendors.flatMap(({ incidents }) => incidents),
    expected: ofVendors.flatMap(({ expected }) => expected),
    incidentOf: (uid) => ofVendors.map((one) => one.incidentOf(uid)).find((name) => name !== undefined),
  };
}

async function prepareVendor(
  vendor: string,
  rules: readonly BuiltInRule[],
  settings: DaySettings,
): Promise<PreparedDay> {
  const { start, runs, events, deliveries, flood = 0 } = settings;
  const random = createRandom(23);
  // The last run finds events that are delivered until half an hour before it.
  const day = { from: start, until: start + runs * hour - hour / 2 };
  const before = { ...day, from: start - 15 * hour };
  const periods = deliveries.includes("late") ? [day, before] : [day];
  const planted = plantIncidents(vendor, rules, periods, settings.incidents, random);
  const flooded = vendor === floodedVendor && flood > 0 ? floods(rules, flood, day) : [];
  const incidents = [...planted, ...flooded];
  const uidOf = (event: JsonObject) => auditEventOf(vendor, event).id;
  const names = new Map(incidents.flatMap(({ name, events }) => events.map((event) => [uidOf(event), name] as const)));
  const count = Math.ceil((events - floodsOfDay * flood) / vendorsOfRules.length);
  const usual = [...usualDay(vendor, rules, count, day, random)];
  const matches = await matchesOf(
    vendor,
    rules.map(({ rule }) => rule),
    [...incidents.flatMap(({ events }) => events), ...usual],
  );
  // These are removed, so bursts contain no usual events: a burst can lose events, and no new one arises.
  const found = new Set(matches.flatMap(({ bursts }) => bursts.flat().map(({ uid }) => uid)));
  const kept = usual.filter((event) => !found.has(uidOf(event)));
  const send = (event: JsonObject) => {
    const delivery = timeOf(vendor, event) < start ? "late" : random.pick(deliveries);
    return deliver(vendor, event, delivery, day, random);
  };
  const sent = [
    ...planted.flatMap(({ events }) => events.flatMap(send)),
    ...flooded.flatMap(({ events }) => events.flatMap((event) => deliver(vendor, event, "prompt", day, random))),
  ];
  const firstRun = new Map<string, number>();
  for (const { event, at } of sent) {
    const uid = uidOf(event);
    firstRun.set(uid, Math.min(firstRun.get(uid) ?? Number.POSITIVE_INFINITY, runAfter(at, start)));
  }
  const expected = matches.flatMap(({ rule, bursts }) => {
    const remaining = bursts.map((rows) => rows.filter(({ uid }) => names.has(uid)));
    return expectedFindings({ rule, bursts: remaining }, (uid) => firstRun.get(uid) ?? 0);
  });
  return {
    sendings: [...sent, ...kept.flatMap(send)],
    incidents,
    expected: expected.map((finding) => ({ ...finding, integration: vendor })),
    incidentOf: (uid) => names.get(uid),
  };
}
