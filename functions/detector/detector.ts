import type { Context } from "aws-lambda";
import { itemsIn } from "../clients/dynamoDb";
import { eventsTo } from "../clients/eventBridge";
import { messagesTo } from "../clients/sns";
import { ask } from "./ask";
import { detect } from "./detect";
import type { Detection, DetectionRequest } from "./detection";
import { findingEvent } from "./findingEvent";
import { FindingsTable } from "./findingsTable";
import { detailOf, messageOf } from "./message";
import { createScanner, type ScanRequest, type ScanSettings } from "./scanner";

/** What the detector's function knows, as plain data: it is captured in the callback. */
export interface DetectorSettings {
  /** By name. */
  readonly detections: Readonly<Record<string, Detection>>;
  /** The scans that run rules, by name. @default none */
  readonly scans?: Readonly<Record<string, ScanSettings>>;
}

/** A Lambda handler for what a schedule hands over. */
export type DetectorHandler = (request: DetectionRequest | ScanRequest, context: Context) => Promise<void>;

/**
 * Makes the Lambda handler that looks for findings. It is called once, at a cold start. The handler rejects where a run failed: Lambda
 * repeats it, and an alarm goes off.
 * @throws Error naming the environment variable that is missing
 */
export function createDetector({ detections, scans = {} }: DetectorSettings): DetectorHandler {
  const region = variable("AWS_REGION");
  const runTime = Number(variable("RUN_SECONDS")) * 1000;
  const items = itemsIn(variable("FINDINGS_TABLE"), region);
  const findings = new FindingsTable(items, runTime);
  const publish = messagesTo(variable("FINDINGS_TOPIC_ARN"), region);
  const putEvent = eventsTo(variable("FINDINGS_BUS"), region, findingEvent);
  const scanner = createScanner(scans, { items, publish, putEvent, region, runTime });
  return async (request, context) => {
    if ("scan" in request) {
      return scanner(request, context);
    }
    const detection = detections[request.detection];
    if (detection === undefined) {
      throw new Error(`There is no detection ${request.detection}; there are ${Object.keys(detections).join(", ")}.`);
    }
    const run = await detect(request, detection, context.awsRequestId, {
      ask: (...question) => ask(...question, region, context),
      findings,
      tell: async (finding) => {
        await publish(messageOf(finding, request, detection));
        await putEvent(detailOf(finding, request, detection));
      },
      now: Date.now,
    });
    const { detection: name, integration } = request;
    process.stdout.write(`${JSON.stringify({ detection: name, integration, ...run })}\n`);
  };
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`The environment variable ${name} must be set; it is not.`);
  }
  return value;
}
