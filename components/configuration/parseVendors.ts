import { z } from "zod";
import { findVendor } from "../../functions/vendors";
import { check } from "./check";
import { regionProblems, sharedEventSourceProblems } from "./crossChecks";
import { dashboardsProblems, dashboardsSchema } from "./dashboardsSchema";
import { deliveryProblems } from "./deliveryProblems";
import { type DetectionEntry, detectionNameProblems, detectionSchema, findingsSchema } from "./detectionSchema";
import { flag, tags } from "./fields";
import { keyRegionProblems, topicKeyProblems } from "./keyProblems";
import { mappingProblems } from "./mappingProblems";
import { importProblems, keyProblems, prefixProblems } from "./nameProblems";
import { exampleSource } from "./partnerSources";
import { ConfigurationError, notAllowed, type Problem, unknownName } from "./problem";
import { resolveChannels } from "./resolveChannels";
import { resolveDetections } from "./resolveDetections";
import {
  alarmsSchema,
  awsClientSchema,
  type EventStoreConfiguration,
  eventDataStoreId,
  eventStoreSchema,
  managedPolicyArn,
  rolePath,
  type VendorConfiguration,
  vendorSchema,
} from "./schema";
import { integrationSettings } from "./splitEntry";
import type { StackConfiguration } from "./stackConfiguration";

/** The configuration's namespace, which is the Pulumi project's name. */
export const namespace = "partner-audit";

/** What a stack's configuration is read from. */
export interface ConfigurationInput {
  /** The values of the namespace by key, decoded from JSON: `vendors`, `eventStores`, ... */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the physical names begin with: project and stack. */
  readonly namePrefix: string;
  /** The Region of the stack, where it is known before anything runs. */
  readonly region?: string;
}

/**
 * Reads and checks the configuration of a stack: each vendor, what vendors share, and what a Region can hold.
 * All problems are gathered and thrown at once.
 * @throws ConfigurationError with the path, the value, what is allowed and, for an unknown key, the nearest name
 */
export function parseVendors(input: ConfigurationInput): StackConfiguration {
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

  const vendors = readMap<VendorConfiguration>(input, "vendors", vendorSchema, problems);
  const eventStores = readMap<EventStoreConfiguration>(input, "eventStores", eventStoreSchema, problems);
  for (const [key, vendor] of Object.entries(vendors)) {
    const path = `${namespace}:vendors.${key}`;
    const known = findVendor(vendor.vendor ?? key);
    if (known !== undefined) {
      const settings = integrationSettings(vendor);
      problems.push(
        ...deliveryProblems(path, known, settings),
        ...mappingProblems(path, key, known, settings, vendor.sample),
        ...importProblems(path, key, settings, input.namePrefix),
      );
    }
  }
  problems.push(...emptyProblems(input, read("allowEmpty", stackSchemas.allowEmpty)));
  problems.push(...sharedEventSourceProblems(vendors), ...regionProblems(input.region, vendors));
  const resolved = resolveChannels(vendors, eventStores, Object.keys(asMap(input.values.vendors)));
  problems.push(...resolved.problems);
  const entries = readMap<DetectionEntry>(input, "detections", detectionSchema, problems, detectionNameProblems);
  const detected = resolveDetections(entries, resolved.integrations, Object.keys(asMap(input.values.vendors)));
  problems.push(...detected.problems);
  const stackWide = {
    awsEventStore: read("awsEventStore", stackSchemas.awsEventStore),
    awsClient: read("awsClient", stackSchemas.awsClient),
    permissionsBoundary: read("permissionsBoundary", stackSchemas.permissionsBoundary),
    rolePath: read("rolePath", stackSchemas.rolePath),
    alarms: read("alarms", stackSchemas.alarms),
    dashboards: read("dashboards", stackSchemas.dashboards),
    findings: read("findings", stackSchemas.findings) ?? {},
    sandbox: read("sandbox", stackSchemas.sandbox),
    tags: read("tags", stackSchemas.tags) ?? {},
  };
  problems.push(
    ...dashboardsProblems(`${namespace}:dashboards`, stackWide.dashboards),
    ...keyRegionProblems(input.region, { vendors, eventStores, ...stackWide }),
    ...topicKeyProblems(stackWide),
  );

  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  const { problems: _none, ...channels } = resolved;
  return { ...channels, ...stackWide, detections: detected.detections };
}

/** The keys of a stack. */
export const stackSchemas = {
  vendors: z.unknown(),
  eventStores: z.unknown(),
  detections: z.unknown(),
  awsEventStore: eventDataStoreId,
  awsClient: awsClientSchema,
  permissionsBoundary: managedPolicyArn,
  rolePath,
  alarms: alarmsSchema,
  dashboards: dashboardsSchema,
  findings: findingsSchema,
  allowEmpty: flag(),
  sandbox: flag(),
  tags: tags(),
};

/** Refuses a stack without vendors: where its file is missing, the next `up` would delete every resource of it. */
function emptyProblems({ values }: ConfigurationInput, allowEmpty: boolean | undefined): Problem[] {
  const { vendors: given = {} } = values;
  return isMap(given) && Object.keys(given).length === 0 && allowEmpty !== true
    ? [
        {
          path: `${namespace}:vendors`,
          message: `is empty, and an update would delete every integration of the stack; look for the stack's file (Pulumi.STACK.yaml), set a vendor (pulumi config set --path ${namespace}:vendors.okta.eventSourceName ${exampleSource("okta")}), or allow it (pulumi config set ${namespace}:allowEmpty true)`,
        },
      ]
    : [];
}

/** Reads a map of entries, each on its own, so that one bad entry hides no problem of another. */
function readMap<Entry>(
  input: ConfigurationInput,
  key: "vendors" | "eventStores" | "detections",
  schema: z.ZodType,
  problems: Problem[],
  judgeName: (path: string, name: string, namePrefix: string) => readonly Problem[] = keyProblems,
): Record<string, Entry> {
  const path = `${namespace}:${key}`;
  const value = input.values[key];
  if (value !== undefined && !isMap(value)) {
    problems.push(notAllowed(path, value, "a map of entries by name"));
    return {};
  }
  const entries: Record<string, Entry> = {};
  for (const [name, entry] of Object.entries(asMap(value))) {
    problems.push(...judgeName(`${path}.${name}`, name, input.namePrefix));
    const result = check(schema, entry ?? {}, `${path}.${name}`);
    problems.push(...result.problems);
    if (result.problems.length === 0) {
      entries[name] = result.value as Entry;
    }
  }
  return entries;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}
