import type { PricedSink } from "../../components/capacity/cost";
import { type ScanQueries, scanDollars } from "../../components/capacity/detectionCost";
import { usualWorkload } from "../../components/capacity/throughput";
import { builtInFolder } from "../../components/detections/ruleFiles";
import { type ScanPlace, sourceOf } from "../../components/detections/scans/scanPlan";
import { byText } from "../../functions/detector/byText";
import type { CompiledRule } from "../../functions/detector/compiledRule";
import { byTimespan } from "../../functions/detector/correlate";
import { probeQuery } from "../../functions/detector/scan/insightsQueries";
import { mostCharacters } from "../../functions/detector/scan/mostCharacters";
import { packStatements } from "../../functions/detector/scan/scanTable";
import { sharedBy, trinoScan } from "../../functions/detector/scan/trinoScan";
import { findRules } from "../detect/findRules";

/** Compiles the built-in rules. */
export function compiledRules(): readonly CompiledRule[] {
  return findRules(builtInFolder, {});
}

/**
 * Packs all built-in rules for one store. A log group holds one integration's events: it gets the rules of the vendor with the most expensive
 * scan.
 */
export function builtInQueries(sink: PricedSink): ScanQueries {
  const rules = compiledRules();
  const sets = sink === "cloudwatch-logs" ? [...rulesByVendor(rules).values()] : [rules];
  const packed = sets.map(scanQueries);
  const dollars = (queries: ScanQueries) => scanDollars({ sink, ...usualStore }, queries);
  return packed.reduce((most, one) => (dollars(one) > dollars(most) ? one : most));
}

const usualStore = { eventsPerDay: 1_000_000, eventBytes: usualWorkload.eventBytes };

/** The rules per vendor, by the vendor's name. */
export function rulesByVendor(rules: readonly CompiledRule[]): ReadonlyMap<string, readonly CompiledRule[]> {
  return byText(rules, ({ vendor }) => vendor);
}

/** Packs the rules of one store into queries, as its scan does, with one integration per vendor. */
export function scanQueries(rules: readonly CompiledRule[]): ScanQueries {
  const probed = rules.filter(({ predicates }) => predicates.insights !== undefined);
  return {
    lake: statementSpans(rules, lakeTable),
    athena: statementSpans(rules, bucketTable),
    logs: {
      probes: packStatements(probed, probeQuery, mostCharacters.logs).length,
      events: probed.filter(({ correlation }) => correlation === undefined).length,
      spans: probed.filter(({ correlation }) => correlation !== undefined).map(timespanHours),
    },
  };
}

/** A table name as long as a stack's names make it. */
interface PackedTable {
  readonly name: string;
  readonly mostCharacters: number;
  readonly conditions: () => readonly string[];
  readonly kind: ScanPlace["kind"];
}

const lakeTable: PackedTable = {
  name: '"00000000-0000-0000-0000-000000000000"',
  mostCharacters: mostCharacters.lake,
  conditions: () => [],
  kind: "lake",
};

const bucketTable: PackedTable = {
  name: '"partner_audit_dev"."events"',
  mostCharacters: mostCharacters.athena,
  conditions: () => ["day >= '2026-11-30'"],
  kind: "s3",
};

/** The longest timespan of each statement's rules, in hours. */
function statementSpans(rules: readonly CompiledRule[], table: PackedTable): readonly number[] {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  const sources = vendors.map((vendor) => sourceOf(vendor, vendor, table.kind));
  const sorted = byTimespan(rules);
  const shared = sharedBy(sorted);
  const write = (some: readonly CompiledRule[]) => trinoScan(table, some, sources, anyWindow, shared);
  return packStatements(sorted, write, table.mostCharacters).map((some) => Math.max(...some.map(timespanHours)));
}

/** Every time has the same number of characters. */
const anyWindow = { since: 0, through: 0, after: 0 };

/** The hours in which a rule counts; 0 for a rule that does not count. */
function timespanHours({ correlation }: CompiledRule): number {
  return (correlation?.timespanSeconds ?? 0) / 3_600;
}
