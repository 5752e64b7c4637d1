import { z } from "zod";
import { findVendor } from "../../functions/vendors";
import { eventDataStoreSchema } from "../integration/eventDataStoreSettings";
import { usesBucket } from "../integration/sinks";
import { type Checked, check, checkVariant } from "./check";
import { checkEntries } from "./detections/checkEntries";
import { checkDetection, detectionNameProblems } from "./detections/detectionSchema";
import { resolveDetections } from "./detections/resolveDetections";
import { scannedPlace } from "./detections/resolvePlaces";
import { isLater } from "./input";
import { ConfigurationError, conflict, notAllowed, type Problem, problemIf, unknownName } from "./problem";
import { integrationProblems, mappingProblems } from "./problems/integrationProblems";
import { lakeProblems } from "./problems/lakeProblems";
import { exampleSource, importProblems, keyProblems, prefixProblems, vendorKeyProblems } from "./problems/nameProblems";
import {
  dashboardsProblems,
  keyRegionProblems,
  regionProblems,
  sharedEventSourceProblems,
  topicKeyProblems,
} from "./problems/stackProblems";
import { resolveChannels } from "./resolveChannels";
import { type EventStoreConfiguration, givenStoreSchema, type VendorConfiguration, vendorVariants } from "./schema";
import type { StackConfiguration } from "./stackConfiguration";
import { stackFields } from "./stackSchema";

/** Namespace of the configuration, the Pulumi project's name. */
export const namespace = "partner-audit";

/** Input of a stack's configuration. */
export interface ConfigurationInput {
  /** The namespace's values by key, decoded from JSON: `vendors`, `eventStores`, ... */
  readonly values: Readonly<Record<string, unknown>>;
  /** Prefix of the physical names: PROJECT-STACK. */
  readonly namePrefix: string;
  /** The Region of the stack, if it is known before the program runs. */
  readonly region?: string | undefined;
}

/** Reads and checks the configuration of a stack; throws a ConfigurationError with all problems. */
export function parseConfiguration(input: ConfigurationInput): StackConfiguration {
  const problems: Problem[] = Object.keys(input.values)
    .filter((key) => !Object.hasOwn(stackSchemas, key))
    .map((key) => unknownName(`${namespace}:${key}`, "key", key, Object.keys(stackSchemas)));
  problems.push(...prefixProblems("stack", input.namePrefix));
  const read = <Schema extends z.ZodType>(key: string, schema: Schema): z.infer<Schema> | undefined => {
    const value = input.values[key];
    if (value === undefined) {
      return undefined;
    }
    const result = check(schema, value, `${namespace}:${key}`);
    problems.push(...result.problems);
    return result.value;
  };

  const vendors = readMap(input, "vendors", checkVendor, problems, vendorKeyProblems);
  const eventStores = readMap(input, "eventStores", checkEventStore, problems);
  for (const [key, vendor] of Object.entries(vendors)) {
    const path = `${namespace}:vendors.${key}`;
    const known = findVendor(vendor.vendor ?? key);
    if (known !== undefined) {
      problems.push(
        ...integrationProblems(path, known, vendor),
        ...mappingProblems(path, key, known, vendor, vendor.sample),
        ...importProblems(path, key, vendor, input.namePrefix),
      );
    }
  }
  problems.push(...emptyProblems(input, read("allowEmpty", stackSchemas.allowEmpty)));
  problems.push(...sharedEventSourceProblems(vendors), ...regionProblems(input.region, vendors));
  const vendorKeys = Object.keys(asMap(input.values.vendors));
  const resolved = resolveChannels(vendors, eventStores, vendorKeys, problems);
  const entries = readMap(input, "detections", checkDetection, problems, detectionNameProblems);
  const stackWide = {
    awsEventStore: read("awsEventStore", stackSchemas.awsEventStore),
    awsClient: read("awsClient", stackSchemas.awsClient),
    permissionsBoundary: read("permissionsBoundary", stackSchemas.permissionsBoundary),
    rolePath: read("rolePath", stackSchemas.rolePath),
    alarms: read("alarms", stackSchemas.alarms),
    dashboards: read("dashboards", stackSchemas.dashboards),
    lake: read("lake", stackSchemas.lake),
    findings: read("findings", stackSchemas.findings) ?? {},
    sandbox: read("sandbox", stackSchemas.sandbox),
    tags: read("tags", stackSchemas.tags) ?? {},
  };
  const warnings: string[] = [];
  const scans = resolveDetections(entries, {
    path: `${namespace}:detections`,
    integrations: resolved.integrations,
    placeOf: (path, key) => scannedPlace(path, key, { ...resolved, lake: stackWide.lake }, problems),
    vendorKeys,
    lateHours: stackWide.findings.lateHours,
    problems,
    warn: (message) => warnings.push(message),
  });
  problems.push(
    ...dashboardsProblems(`${namespace}:dashboards`, stackWide.dashboards),
    ...keyRegionProblems(input.region, { vendors, eventStores, ...stackWide }),
    ...topicKeyProblems(stackWide),
    ...problemIf(
      isLater(stackWide.lake?.bucket?.name),
      notAllowed(
        `${namespace}:lake.bucket.name`,
        stackWide.lake?.bucket?.name,
        "text, since the stack reads the bucket before it makes any resource; for the bucket of another resource, use LakeStorage and integrations instead of createStack",
      ),
    ),
    ...lakeProblems(
      `${namespace}:lake`,
      stackWide.lake,
      Object.values(vendors).some((vendor) => usesBucket(vendor)),
    ),
  );

  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return { ...resolved, ...stackWide, scans, warnings };
}

/** Schemas of the stack's keys. Maps of entries are checked entry by entry. */
const stackSchemas = { vendors: z.unknown(), eventStores: z.unknown(), detections: z.unknown(), ...stackFields };

/** Lists the problem of a stack without vendors. If its file is missing, the next `up` would delete all of its resources. */
function emptyProblems({ values }: ConfigurationInput, allowEmpty: boolean | undefined): Problem[] {
  const { vendors: given = {} } = values;
  return problemIf(
    isMap(given) && Object.keys(given).length === 0 && allowEmpty !== true,
    conflict(
      `${namespace}:vendors`,
      `is empty, and an update would delete every integration of the stack; look for the stack's file (Pulumi.STACK.yaml), set a vendor (pulumi config set --path ${namespace}:vendors.okta.eventSourceName ${exampleSource("okta")}), or allow it (pulumi config set ${namespace}:allowEmpty true)`,
    ),
  );
}

function checkVendor(entry: unknown, path: string): Checked<VendorConfiguration> {
  return checkVariant(vendorVariants, entry, path);
}

/** Checks an event store. One with an ARN is not managed by this stack, so it accepts only `kmsKeyArn` besides. */
function checkEventStore(entry: unknown, path: string): Checked<EventStoreConfiguration> {
  return isMap(entry) && "arn" in entry
    ? check(givenStoreSchema, entry, path, ([key = ""]) =>
        Object.hasOwn(eventDataStoreSchema.shape, key) ? "this stack does not manage an existing store" : undefined,
      )
    : check(eventDataStoreSchema, entry, path);
}

/** Reads a map of entries. */
function readMap<Entry>(
  input: ConfigurationInput,
  key: "vendors" | "eventStores" | "detections",
  checkEntry: (entry: unknown, path: string) => Checked<Entry>,
  problems: Problem[],
  judgeName: (path: string, name: string, namePrefix: string) => readonly Problem[] = keyProblems,
): Record<string, Entry> {
  const path = `${namespace}:${key}`;
  const value = input.values[key];
  if (value !== undefined && !isMap(value)) {
    problems.push(notAllowed(path, value, "a map of entries by name"));
    return {};
  }
  const judge = (place: string, name: string) => judgeName(place, name, input.namePrefix);
  return checkEntries(asMap(value), path, checkEntry, judge, problems);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}
