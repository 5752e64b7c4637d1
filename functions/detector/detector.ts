import type { Context } from "aws-lambda";
import { itemsIn } from "../clients/dynamoDb";
import { eventsTo } from "../clients/eventBridge";
import { messagesTo } from "../clients/sns";
import { findingEvent } from "./findings/findingEvent";
import { createScanner, type ScanRequest, type ScanSettings } from "./scanner";

/** Settings of the detector's function. Plain data, because they are captured in the callback. */
export interface DetectorSettings {
  /** The scans that run rules, by name. */
  readonly scans: Readonly<Record<string, ScanSettings>>;
}

/** A Lambda handler for the requests of a schedule. */
export type DetectorHandler = (request: ScanRequest, context: Context) => Promise<void>;

/**
 * Creates the Lambda handler that runs scans. It is called once, at a cold start. The handler rejects if a run fails: Lambda retries it,
 * and an alarm is raised.
 * @throws Error naming a missing environment variable
 */
export function createDetector({ scans }: DetectorSettings): DetectorHandler {
  const region = variable("AWS_REGION");
  return createScanner(scans, {
    items: itemsIn(variable("FINDINGS_TABLE"), region),
    publish: messagesTo(variable("FINDINGS_TOPIC_ARN"), region),
    putEvent: eventsTo(variable("FINDINGS_BUS"), region, findingEvent),
    region,
    runTime: Number(variable("RUN_SECONDS")) * 1000,
  });
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`The environment variable ${name} must be set; it is not.`);
  }
  return value;
}
