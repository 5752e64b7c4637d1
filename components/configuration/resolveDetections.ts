import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Detection } from "../../functions/detector/detection";
import { storePlaceholder } from "../../functions/detector/statements";
import { nameLimits } from "../aws/limits";
import { scheduleName } from "../aws/names";
import { builtInDetections, detectionDefaults } from "../detections/builtInDetections";
import { packageFolder } from "../files/packageFolder";
import { firstParagraph } from "../files/savedQueryFiles";
import { sinksOf, usesBucket, usesLake } from "../integration/sinks";
import { conflict, notAllowed, type Problem, problemIf, unknownName } from "./problem";
import { storesBehind } from "./resolveStores";
import type { DetectionConfiguration, StackConfiguration } from "./stackConfiguration";
import type { DetectionEntry } from "./stackSchema";

type Integrations = StackConfiguration["integrations"];

/**
 * Resolves each detection: reads its queries, and finds its integrations with the kind of store that is queried.
 * @param vendorKeys every key under `vendors`, refused entries included: a reference to one of these is no problem of its own
 */
export function resolveDetections(
  entries: Readonly<Record<string, DetectionEntry>>,
  integrations: Integrations,
  vendorKeys: readonly string[],
  problems: Problem[],
): Readonly<Record<string, DetectionConfiguration>> {
  const detections = Object.entries(entries).flatMap(([name, entry]) => {
    const resolved = resolve(`partner-audit:detections.${name}`, name, entry, { integrations, vendorKeys, problems });
    return resolved === undefined ? [] : [[name, resolved] as const];
  });
  return Object.fromEntries(detections);
}

interface Vendors {
  readonly integrations: Integrations;
  readonly vendorKeys: readonly string[];
  readonly problems: Problem[];
}

function resolve(
  path: string,
  name: string,
  entry: DetectionEntry,
  vendors: Vendors,
): DetectionConfiguration | undefined {
  const builtIn = Object.hasOwn(builtInDetections, name) ? builtInDetections[name] : undefined;
  if (builtIn === undefined && entry.query === undefined) {
    const unknown = unknownName(path, "detection", name, Object.keys(builtInDetections));
    const message = `${unknown.message}; one of your own needs query, the file of its query`;
    vendors.problems.push({ ...unknown, message });
    return undefined;
  }
  const before = vendors.problems.length;
  const queries = readQueries(path, name, entry, vendors.problems);
  const asked = askedIntegrations(path, name, entry, builtIn?.vendor, vendors);
  const stores = asked.flatMap((key) => {
    const store = storeOf(key, vendors.integrations);
    const isInBucket = usesBucket(vendors.integrations[key]?.settings ?? {});
    vendors.problems.push(
      ...storeProblems(path, key, { store, isInBucket }, queries),
      ...scheduleNameProblems(path, name, key),
    );
    return store === undefined ? [] : [[key, store] as const];
  });
  if (vendors.problems.length > before) {
    return undefined;
  }
  const { schedule, severity, threshold, withinMinutes, lateHours } = { ...detectionDefaults, ...builtIn, ...entry };
  const { lake = "" } = queries;
  const question = firstParagraph(lake, "--") || lake;
  const detection: Detection = { question, severity, threshold, withinMinutes, lateHours, queries };
  return { detection, schedule, stores: Object.fromEntries(stores) };
}

const builtInFolder = join(packageFolder, "queries", "detections");
/** What a detection's query must give. */
const columns = ["uid", "eventTime", "ingestionTime", "who", "what", "origin"];

function readQueries(path: string, name: string, { query }: DetectionEntry, problems: Problem[]): Detection["queries"] {
  const file = query === undefined ? join(builtInFolder, `${name}.sql`) : query;
  if (!existsSync(file)) {
    problems.push(notAllowed(`${path}.query`, query, "a file that exists"));
    return {};
  }
  const lake = readFileSync(file, "utf8");
  const logsFile = file.replace(/\.sql$/, ".cwli");
  const missing = columns.filter((column) => !new RegExp(`\\b${column}\\b`).test(lake));
  const needed = `must give the columns ${columns.join(", ")}; it lacks ${missing.join(", ")}`;
  const read = `must read FROM "${storePlaceholder}", in whose place the store's id comes`;
  problems.push(
    ...problemIf(missing.length > 0, conflict(`${path}.query`, `${query} ${needed}`)),
    ...problemIf(!lake.includes(`"${storePlaceholder}"`), conflict(`${path}.query`, `${query} ${read}`)),
  );
  return { lake, ...(existsSync(logsFile) && { logs: readFileSync(logsFile, "utf8") }) };
}

function askedIntegrations(
  path: string,
  name: string,
  entry: DetectionEntry,
  vendor: string | undefined,
  { integrations, vendorKeys, problems }: Vendors,
): readonly string[] {
  if (entry.integrations === undefined) {
    const found = Object.keys(integrations).filter((key) => integrations[key]?.vendor === vendor);
    const isRefused = vendorKeys.some((key) => !Object.hasOwn(integrations, key));
    const message = `${name} looks at events of ${vendor}, and the stack has no vendor ${vendor}; remove the detection, or add the vendor`;
    problems.push(
      ...(vendor === undefined
        ? [notAllowed(`${path}.integrations`, undefined, "a list of keys of vendors")]
        : problemIf(found.length === 0 && !isRefused, conflict(path, message))),
    );
    return found;
  }
  const unknown = entry.integrations.filter((key) => !vendorKeys.includes(key));
  problems.push(...unknown.map((key) => unknownName(`${path}.integrations`, "vendor of this stack", key, vendorKeys)));
  return Object.keys(integrations).filter((key) => entry.integrations?.includes(key) === true);
}

/** Where an integration's events can be asked for; undefined where the stack does not know. */
function storeOf(key: string, integrations: Integrations): "lake" | "logs" | undefined {
  const { settings = {} } = integrations[key] ?? {};
  if (usesLake(settings) && storesBehind(key, { integrations }) !== undefined) {
    return "lake";
  }
  return sinksOf(settings).includes("cloudwatch-logs") ? "logs" : undefined;
}

function storeProblems(
  path: string,
  key: string,
  { store, isInBucket }: { readonly store: "lake" | "logs" | undefined; readonly isInBucket: boolean },
  queries: Detection["queries"],
): readonly Problem[] {
  if (store === undefined && isInBucket) {
    const message = `the events of ${key} go to S3, and detections query CloudTrail Lake and CloudWatch Logs; give ${key} one of these as another sink, for example sink: [s3, cloudwatch-logs], or leave ${key} out of integrations`;
    return [conflict(`${path}.integrations`, message)];
  }
  if (store === undefined) {
    const message = `the stack does not know where the events of ${key} are stored, since their channel is another stack's; leave ${key} out of integrations, or look for them in that stack`;
    return [conflict(`${path}.integrations`, message)];
  }
  if (store === "logs" && queries.logs === undefined) {
    const message = `the events of ${key} go to CloudWatch Logs, so there must be a query for Logs Insights beside the .sql file, under the same name with .cwli`;
    return [conflict(`${path}.query`, message)];
  }
  return [];
}

function scheduleNameProblems(path: string, name: string, key: string): readonly Problem[] {
  const schedule = scheduleName(name, key);
  const message = `its schedule for ${key} would be named ${schedule}, which is longer than the ${nameLimits.schedule} characters that EventBridge Scheduler takes; choose a shorter name`;
  return schedule.length <= nameLimits.schedule ? [] : [conflict(path, message)];
}
