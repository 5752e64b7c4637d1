import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { stackPrefix } from "../aws/location";
import type { eventDataStoreSchema } from "../integration/eventDataStoreSettings";
import type { DetectionInput } from "./detections/detectionSchema";
import { type ConfigurationInput, namespace, parseConfiguration } from "./parseConfiguration";
import { ConfigurationError, conflict, type Problem } from "./problem";
import type { givenStoreSchema, VendorInput } from "./schema";
import type { StackConfiguration } from "./stackConfiguration";
import type { StackInput } from "./stackSchema";

/** A stack's configuration as in its file, below `partner-audit:`. */
export type ConfigurationValues = Partial<StackInput> & {
  /** Integrations by their keys. */
  readonly vendors?: Readonly<Record<string, VendorInput>>;
  /** Event data stores that integrations name. */
  readonly eventStores?: Readonly<
    Record<string, z.input<typeof eventDataStoreSchema> | z.input<typeof givenStoreSchema>>
  >;
  /** Detections by the names of built-in rules or vendors, or names of their own. */
  readonly detections?: Readonly<Record<string, DetectionInput>>;
};

/**
 * Reads the configuration of the running stack, under `partner-audit:`; throws a ConfigurationError with all problems.
 * @param values the configuration, instead of the stack's file
 */
export function readConfiguration(values?: ConfigurationValues): StackConfiguration {
  const all: Readonly<Record<string, string>> = pulumi.runtime.allConfig();
  const region = all["aws:region"] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  return parseConfiguration({ values: values ?? valuesIn(all), namePrefix: stackPrefix(), region });
}

function valuesIn(all: Readonly<Record<string, string>>): ConfigurationInput["values"] {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(all)) {
    if (!key.startsWith(`${namespace}:`)) {
      continue;
    }
    const name = key.slice(namespace.length + 1);
    if (!structured.includes(name)) {
      values[name] = flags.get(text) ?? text;
      continue;
    }
    try {
      // It may contain a sample event, whose numbers must not change.
      values[name] = parseJson(text);
    } catch {
      problems.push(conflict(key, `is not a map; set its values with pulumi config set --path ${key}.NAME.KEY VALUE`));
    }
  }
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return values;
}

/** Values of flags, which Pulumi passes as text. */
const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** Keys whose values are maps, which Pulumi passes as JSON. */
const structured: readonly string[] = [
  "vendors",
  "eventStores",
  "detections",
  "findings",
  "alarms",
  "dashboards",
  "lake",
  "tags",
];
