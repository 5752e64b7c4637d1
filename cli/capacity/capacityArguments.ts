import {
  cloudTrailDataRegions,
  eventBridgeRegions,
  eventDataStoreLimits,
  lakeLimits,
  logRetentionDays,
} from "../../components/aws/limits";
import { defaultRetentionDays, type PricedSink } from "../../components/capacity/cost";
import { nearest } from "../../components/configuration/problem";
import { eventDataStoreDefaults } from "../../components/integration/eventDataStoreSettings";
import { integrationDefaults } from "../../components/integration/integrationSettings";
import { PersonError } from "../../components/personError";
import { oneOf, wholeNumber } from "../command/options";

/** The billing modes of an event data store. */
export const billingModes = ["extendable", "fixed"] as const;

/** The sinks that have a price and a throughput in the model. */
export const modelledSinks = ["cloudtrail-lake", "s3", "cloudwatch-logs"] as const;

/** A sink of the model. */
type ModelledSink = (typeof modelledSinks)[number];

/** Chooses the price of a sink; the billing mode decides that of CloudTrail Lake. Throws a PersonError if another sink has a billing mode. */
export function pricedSink(
  sink: ModelledSink = integrationDefaults.sink,
  mode: (typeof billingModes)[number] | undefined,
): PricedSink {
  if (sink === "cloudtrail-lake") {
    return mode ?? eventDataStoreDefaults.billingMode;
  }
  if (mode !== undefined) {
    throw new PersonError(`--billing-mode is an option of CloudTrail Lake; leave it out with --sink ${sink}.`);
  }
  return sink;
}

/** Reads the retention in days. Throws a PersonError for a value that the sink does not support. */
export function retentionDays(sink: PricedSink, text: string | undefined): number {
  if (text === undefined) {
    return defaultRetentionDays(sink);
  }
  try {
    if (sink === "cloudwatch-logs") {
      return Number(oneOf(logRetentionDays.map(String))(text));
    }
    const { minimum, maximum } = (sink === "s3" ? lakeLimits : eventDataStoreLimits).retentionDays;
    return wholeNumber(minimum, maximum)(text);
  } catch (error) {
    throw new PersonError(
      `--retention-days ${JSON.stringify(text)} is not possible in this sink. ${Object(error).message}`,
    );
  }
}

/** Checks that a Region has the services that events pass through. Throws a PersonError with the nearest name. */
export function checkRegion(region: string | undefined, sink: PricedSink): void {
  if (region === undefined) {
    return;
  }
  if (!eventBridgeRegions.includes(region)) {
    throw unlisted(region, eventBridgeRegions, "EventBridge", "Amazon EventBridge endpoints and quotas");
  }
  if (sink !== "cloudwatch-logs" && sink !== "s3" && !cloudTrailDataRegions.includes(region)) {
    const elsewhere = " Elsewhere audit events can go to S3 or CloudWatch Logs: --sink s3, --sink cloudwatch-logs.";
    throw unlisted(region, cloudTrailDataRegions, "PutAuditEvents", "AWS CloudTrail endpoints and quotas", elsewhere);
  }
}

function unlisted(region: string, regions: readonly string[], of: string, page: string, elsewhere = ""): PersonError {
  const near = nearest(region, regions);
  const suggestion = near === undefined ? "" : ` Did you mean ${near}?`;
  return new PersonError(
    `--region ${JSON.stringify(region)} is not a Region with an endpoint of ${of}.${suggestion} The AWS General Reference ("${page}") lists ${regions.join(", ")}.${elsewhere}`,
  );
}
