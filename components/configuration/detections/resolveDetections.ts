import type { CompiledRule } from "../../../functions/detector/compiledRule";
import { probeQuery } from "../../../functions/detector/scan/insightsQueries";
import { mostCharacters } from "../../../functions/detector/scan/mostCharacters";
import { trinoScan } from "../../../functions/detector/scan/trinoScan";
import { nameLimits } from "../../aws/limits";
import { builtInRules } from "../../detections/ruleFiles";
import { scanDefaults } from "../../detections/scans/scanDefaults";
import { type NamedPlace, type PlannedRule, planScans, type ScanPlan } from "../../detections/scans/scanPlan";
import { conflict, type Problem, problemIf, unknownName } from "../problem";
import { type DetectionEntry, scheduleMinutes } from "./detectionSchema";
import { resolveRules } from "./resolveRules";

/** Context in which detections are resolved. */
export interface DetectionContext {
  /** The path of the entries, for example `partner-audit:detections`. */
  readonly path: string;
  /** Integrations whose events can be read, by key. */
  readonly integrations: Readonly<Record<string, { readonly vendor: string }>>;
  /** Returns the store of an integration's events; undefined, with a problem at the path, if there is none. */
  readonly placeOf: (path: string, key: string) => NamedPlace | undefined;
  /** All keys under `vendors`, including invalid entries: a reference to one of these is not reported as unknown. */
  readonly vendorKeys: readonly string[];
  readonly lateHours?: number | undefined;
  readonly problems: Problem[];
  /** Reports values that are allowed but probably mistakes. */
  readonly warn: (message: string) => void;
}

/** Resolves the detections to the scans that run their rules, by name: one per store. */
export function resolveDetections(
  entries: Readonly<Record<string, DetectionEntry>>,
  context: DetectionContext,
): Readonly<Record<string, ScanPlan>> {
  const { problems, warn, integrations } = context;
  const builtIn = builtInRules();
  const read = Object.entries(entries).flatMap(([name, entry]) => {
    const path = `${context.path}.${name}`;
    warnOfExpired(path, entry, warn);
    const found = resolveRules(path, name, entry, { problems, warn, builtIn });
    return found === undefined ? [] : [{ path, name, entry, ...found }];
  });
  const places = new Map<string, NamedPlace>();
  const planned = read.flatMap(({ path, name, entry, isOneFile, rules }): readonly PathedRule[] => {
    const keys = readIntegrations(path, name, entry, rules, context);
    for (const key of keys) {
      const place = context.placeOf(`${path}.integrations`, key);
      if (place !== undefined) {
        places.set(key, place);
      }
    }
    problems.push(...refusedByLogs(path, rules, keys, context, places));
    const everyMinutes = scheduleMinutes(entry.schedule ?? scanDefaults.schedule) ?? 60;
    return rules.map((rule) => {
      const ofVendor = keys.filter((key) => integrations[key]?.vendor === rule.vendor);
      return { path, isOneFile, rule, integrations: ofVendor, everyMinutes };
    });
  });
  const effective = withoutReplaced(planned);
  problems.push(...repeatedRules(effective), ...[...places.values()].flatMap(placeNameProblems));
  if (problems.length > 0) {
    return {};
  }
  const placed = [...places].map(([key, store]) => [key, { vendor: integrations[key]?.vendor ?? "", store }] as const);
  const scans = planScans(effective, Object.fromEntries(placed), context.lateHours ?? scanDefaults.lateHours);
  problems.push(...Object.values(scans).flatMap((plan) => longRules(context.path, plan)));
  return scans;
}

/** Lists the problems of rules that are longer than a statement: they would fail in every run. */
function longRules(path: string, { place, rules, sources }: ScanPlan): readonly Problem[] {
  return rules.flatMap((rule) => {
    const allowed = mostCharacters[place.kind === "s3" ? "athena" : place.kind];
    const { length } = place.kind === "logs" ? probeQuery([rule]) : trinoScan(anyStore, [rule], sources, anyWindow);
    const message = `the rule ${rule.name} makes a statement of ${length} characters, but the service accepts ${allowed}; split the rule, or shorten its lists of values and placeholders`;
    return problemIf(length > allowed, conflict(path, message));
  });
}

/** Placeholders for a store's name and for times, which always have these lengths. */
const anyStore = { name: '"00000000-0000-0000-0000-000000000000"' };
const anyWindow = { since: 0, through: 0, after: 0 };

type PathedRule = PlannedRule & { readonly path: string; readonly isOneFile: boolean };

/** Removes rules of folders that a detection with one file replaces, on the integrations that it reads. */
function withoutReplaced(planned: readonly PathedRule[]): readonly PathedRule[] {
  const single = planned.filter(({ isOneFile }) => isOneFile);
  return planned.map((one) => {
    const others = one.isOneFile ? [] : single.filter(({ rule }) => rule.name === one.rule.name);
    const taken = others.flatMap(({ integrations }) => integrations);
    return { ...one, integrations: one.integrations.filter((key) => !taken.includes(key)) };
  });
}

/** Warns of suppressions that have ended. */
function warnOfExpired(path: string, { suppress = [] }: DetectionEntry, warn: DetectionContext["warn"]): void {
  const today = new Date().toISOString().slice(0, 10);
  for (const [index, { until, reason }] of suppress.entries()) {
    if (until < today) {
      warn(`${path}.suppress[${index}] (${reason}) ended on ${until}; remove it, or set a later day.`);
    }
  }
}

/** Lists the integrations whose events the rules read: those of the entry, or all of the rules' vendors. */
function readIntegrations(
  path: string,
  name: string,
  entry: DetectionEntry,
  rules: readonly CompiledRule[],
  { integrations, vendorKeys, problems }: DetectionContext,
): readonly string[] {
  const vendors = [...new Set(rules.map(({ vendor }) => vendor))];
  const found = Object.keys(integrations).filter((key) => vendors.includes(integrations[key]?.vendor ?? ""));
  const isRefused = vendorKeys.some((key) => !Object.hasOwn(integrations, key));
  if (entry.integrations === undefined) {
    const list = vendors.join(" and ");
    const message = `${name} reads events of ${list}, and the stack has no vendor ${list}; remove the detection, or add the vendor`;
    problems.push(...problemIf(rules.length > 0 && found.length === 0 && !isRefused, conflict(path, message)));
    return found;
  }
  const unknown = entry.integrations.filter((key) => !vendorKeys.includes(key));
  const idle = entry.integrations.filter((key) => Object.hasOwn(integrations, key) && !found.includes(key));
  problems.push(
    ...unknown.map((key) => unknownName(`${path}.integrations`, "vendor of this stack", key, vendorKeys)),
    ...idle.map((key) => {
      const vendor = integrations[key]?.vendor;
      const message = `${key} is of ${vendor}, and the rules of ${name} read events of ${vendors.join(" and ")}; leave it out`;
      return conflict(`${path}.integrations`, message);
    }),
  );
  return found.filter((key) => entry.integrations?.includes(key) === true);
}

/** Lists the problems of rules on log groups that the language of Logs Insights cannot express. */
function refusedByLogs(
  path: string,
  rules: readonly CompiledRule[],
  keys: readonly string[],
  { integrations }: DetectionContext,
  places: ReadonlyMap<string, NamedPlace>,
): readonly Problem[] {
  return keys
    .filter((key) => places.get(key)?.place.kind === "logs")
    .flatMap((key) =>
      rules.flatMap(({ name, vendor, predicates }) => {
        const reason = predicates.insightsRefusal?.replace(/\.$/, "") ?? "Logs Insights cannot express it";
        const message = `the events of ${key} are in CloudWatch Logs alone, and of ${name} ${reason}; give ${key} another sink, or leave the rule out (of a folder: except)`;
        return problemIf(
          vendor === integrations[key]?.vendor && predicates.insights === undefined,
          conflict(`${path}.rule`, message),
        );
      }),
    );
}

/** Lists repeated rules: reported findings are identified by the rule's name and the integration's key. */
function repeatedRules(planned: readonly PathedRule[]): readonly Problem[] {
  const owners = new Map<string, string>();
  return planned.flatMap(({ path, rule, integrations }) =>
    integrations.flatMap((key) => {
      const identity = `${rule.name} ${key}`;
      const owner = owners.get(identity);
      owners.set(identity, owner ?? path);
      const message = `reads events of ${key} by a rule named ${rule.name}, and so does ${owner}; leave the integration out of one of them, or rename the rule's file`;
      return problemIf(owner !== undefined, conflict(path, message));
    }),
  );
}

/** Lists the problems of a scan's name, which is also its schedule's. */
function placeNameProblems({ name }: NamedPlace): readonly Problem[] {
  const message = `the detections' schedule for it would be named ${name}, which is longer than the ${nameLimits.schedule} characters that EventBridge Scheduler takes; choose a shorter name`;
  return problemIf(name.length > nameLimits.schedule, conflict(`partner-audit:${name}`, message));
}
