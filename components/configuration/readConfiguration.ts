import * as pulumi from "@pulumi/pulumi";
import { parseJson } from "../../functions/mapping/values/parseJson";
import { stackPrefix } from "../aws/location";
import { type ConfigurationInput, namespace, parseConfiguration } from "./parseConfiguration";
import { ConfigurationError, conflict, type Problem } from "./problem";
import type { StackConfiguration } from "./stackConfiguration";

/** Reads the configuration of the running stack; throws a ConfigurationError with every problem. */
export function readConfiguration(): StackConfiguration {
  return parseConfiguration(configurationInput());
}

function configurationInput(): ConfigurationInput {
  const all: Readonly<Record<string, string>> = pulumi.runtime.allConfig();
  const region = all["aws:region"] ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
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
      // A sample event is in it, whose numbers must not change.
      values[name] = parseJson(text);
    } catch {
      problems.push(conflict(key, `is not a map; set its values with pulumi config set --path ${key}.NAME.KEY VALUE`));
    }
  }
  if (problems.length > 0) {
    throw new ConfigurationError(problems);
  }
  return { values, namePrefix: stackPrefix(), region };
}

/** Values that Pulumi hands over as text. */
const flags: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
]);

/** The keys whose values are maps, which Pulumi hands over as JSON. */
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
