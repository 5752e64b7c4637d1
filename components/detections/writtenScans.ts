import { checkEntries } from "../configuration/detections/checkEntries";
import { checkDetection, detectionNameProblems } from "../configuration/detections/detectionSchema";
import { resolveDetections } from "../configuration/detections/resolveDetections";
import { ConfigurationError, conflict, type Problem } from "../configuration/problem";
import type { ReadableIntegration, ScanConfiguration, WrittenDetections } from "./detectorArgs";
import { queriedStore } from "./queriedStore";
import { type NamedPlace, namedPlace } from "./scans/scanPlan";

/**
 * Plans the scans of a program's detections; throws a ConfigurationError with all problems.
 * @param name the component's name
 * @param warn called with values that are allowed but probably mistakes
 */
export function writtenScans(
  name: string,
  { detections, integrations: read, lake, lateHours }: WrittenDetections,
  warn: (message: string) => void,
): Readonly<Record<string, ScanConfiguration>> {
  const path = `${name}.detections`;
  const integrations = Object.fromEntries(read.map((integration) => [integration.key, integration]));
  const problems: Problem[] = [];
  const entries = checkEntries(detections, path, checkDetection, detectionNameProblems, problems);
  const scans = resolveDetections(entries, {
    path,
    integrations,
    placeOf: (place, key) => placeOf(place, integrations[key], lake !== undefined, problems),
    vendorKeys: Object.keys(integrations),
    lateHours,
    problems,
    warn,
  });
  if (problems.length > 0) {
    throw new ConfigurationError(problems, name);
  }
  return Object.fromEntries(
    Object.entries(scans).map(([scan, { place, ...plan }]) => [
      scan,
      { ...plan, store: queriedStore(place, integrations, lake) },
    ]),
  );
}

/** Returns the store of an integration and the name of its scan: the same as in this project's own program, so a stack can move between programs. */
function placeOf(
  path: string,
  integration: ReadableIntegration | undefined,
  hasLake: boolean,
  problems: Problem[],
): NamedPlace | undefined {
  const place = integration?.store;
  if (integration === undefined || place === undefined) {
    const message = `the store of ${integration?.key}'s events is not known, since the vendor writes them itself, or its channel is given without eventDataStoreArns; leave it out of integrations`;
    problems.push(conflict(path, message));
    return undefined;
  }
  if (place.kind === "s3" && !hasLake) {
    const message = `${integration.key} has the sink s3, and no lake is given; give the LakeStorage as lake`;
    problems.push(conflict(path, message));
    return undefined;
  }
  return namedPlace(place, `vendors.${integration.key}`);
}
