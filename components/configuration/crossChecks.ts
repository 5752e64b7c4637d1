import { cloudTrailDataRegions, functionLimits } from "../aws/limits";
import { type IntegrationSettings, integrationDefaults, sinksOf } from "../integration/integrationSettings";
import { nearest, notAllowed, type Problem } from "./problem";
import type { VendorConfiguration } from "./schema";

/** What one integration's values must be to each other. */
export function settingsProblems(path: string, settings: IntegrationSettings): Problem[] {
  const { batchSize, batchWindowSeconds, queueRetentionDays, deadLetterRetentionDays } = {
    ...integrationDefaults,
    ...settings,
  };
  const problems: Problem[] = [];
  if (batchSize > functionLimits.batchSizeWithoutWindow && batchWindowSeconds < 1) {
    problems.push(
      notAllowed(
        `${path}.batchWindowSeconds`,
        batchWindowSeconds,
        `1 or more, since a batch of over ${functionLimits.batchSizeWithoutWindow} messages needs a window (batchSize is ${batchSize})`,
      ),
    );
  }
  if (deadLetterRetentionDays <= queueRetentionDays) {
    problems.push(
      notAllowed(
        `${path}.deadLetterRetentionDays`,
        deadLetterRetentionDays,
        `more than queueRetentionDays (${queueRetentionDays}), since a message keeps its first arrival time in a dead-letter queue`,
      ),
    );
  }
  return problems;
}

/** Where one integration's events come from: a partner event source, or a bus that exists. */
export function eventSourceProblems(
  path: string,
  { eventSourceName, eventBusName, pattern }: Pick<IntegrationSettings, "eventSourceName" | "eventBusName" | "pattern">,
): Problem[] {
  if ((eventSourceName === undefined) === (eventBusName === undefined)) {
    return [
      {
        path,
        message:
          "needs exactly one of eventSourceName (the partner event source that the vendor made) and eventBusName (an existing event bus)",
      },
    ];
  }
  const problems = patternProblems(`${path}.pattern`, pattern);
  if (eventBusName !== undefined && !eventBusName.startsWith("aws.partner/") && pattern?.source === undefined) {
    problems.push({
      path: `${path}.pattern`,
      message: `must name the event source, for example {"source": ["my.application"]}, since ${eventBusName} is not a partner event bus`,
    });
  }
  return problems;
}

/** A partner event source has one event bus, so only one integration can make it. */
export function sharedEventSourceProblems(vendors: Readonly<Record<string, VendorConfiguration>>): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(vendors).flatMap(([key, { eventSourceName }]) => {
    if (eventSourceName === undefined) {
      return [];
    }
    const owner = owners.get(eventSourceName);
    if (owner === undefined) {
      owners.set(eventSourceName, key);
      return [];
    }
    return [
      {
        path: `partner-audit:vendors.${key}.eventSourceName`,
        message: `${JSON.stringify(eventSourceName)} is ${owner}'s already, and a partner event source has one event bus; say eventBusName: ${eventSourceName} here in its place`,
      },
    ];
  });
}

/** Whether audit events can be put into CloudTrail Lake in the Region at all, where any vendor's go there. */
export function regionProblems(
  region: string | undefined,
  vendors: Readonly<Record<string, VendorConfiguration>>,
): Problem[] {
  const lake = Object.values(vendors).filter((vendor) => sinksOf(vendor).includes("cloudtrail-lake"));
  if (
    region === undefined ||
    cloudTrailDataRegions.includes(region) ||
    (lake.length === 0 && Object.keys(vendors).length > 0)
  ) {
    return [];
  }
  const near = nearest(region, cloudTrailDataRegions);
  return [
    notAllowed(
      "aws:region",
      region,
      `a Region with an endpoint for PutAuditEvents${near === undefined ? "" : ` (the nearest name is ${near})`}: ${cloudTrailDataRegions.join(", ")}; elsewhere audit events can go to CloudWatch Logs (sink: cloudwatch-logs)`,
    ),
  ];
}

/** An event pattern's leaves are lists, and none may be empty (Amazon EventBridge User Guide, "Creating event patterns"). */
function patternProblems(path: string, pattern: unknown): Problem[] {
  if (pattern === undefined) {
    return [];
  }
  if (Array.isArray(pattern)) {
    return pattern.length > 0 ? [] : [notAllowed(path, pattern, "a list of at least one value or filter")];
  }
  if (typeof pattern !== "object" || pattern === null) {
    return [notAllowed(path, pattern, `a list, for example [${JSON.stringify(pattern)}]`)];
  }
  return Object.entries(pattern).flatMap(([field, value]) => patternProblems(`${path}.${field}`, value));
}
