import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { isJsonObject } from "../functions/mapping/values/json";
import { batchOf, oktaEvents } from "./benchStack";
import { withCloudTrailStub } from "./cloudTrailStub";

/** Median wall and CPU time per event of the sample. */
interface SampleRun {
  readonly milliseconds: number;
  readonly microseconds: number;
}

/** The file of AWS's sample, aws-samples/aws-cloudtrail-lake-okta-system-log-events, functions/eb_transform_ingest.py. */
const file = process.env.AWS_SAMPLE;

/** Returns the reason why AWS's sample cannot be measured; undefined if it can. */
export function sampleLack(): string | undefined {
  if (file === undefined) {
    return "AWS_SAMPLE does not name a file (functions/eb_transform_ingest.py of aws-samples/aws-cloudtrail-lake-okta-system-log-events)";
  }
  return spawnSync("python3", ["-c", "import boto3"]).status === 0 ? undefined : "python3 with boto3 is not installed";
}

const isThere = sampleLack() === undefined;

/** Runs AWS's sample on a batch of Okta events in its own process, after as many warm-up batches as the forwarder gets. */
export async function sampleRun(latency: number): Promise<SampleRun | undefined> {
  if (!isThere || file === undefined) {
    return undefined;
  }
  return withCloudTrailStub(latency, async (environment) => {
    const driver = join(__dirname, "programs", "awsSample.py");
    const running = promisify(execFile)("python3", [driver, file], { env: { ...process.env, ...environment } });
    running.child.stdin?.end(batchOf(oktaEvents(20).map(withUri)));
    const { stdout } = await running;
    return JSON.parse(stdout.slice(stdout.lastIndexOf("\n") + 1)) as SampleRun;
  });
}

/** Adds a URI to an event. The sample reads the event's name from it and fails if it is missing. */
function withUri(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { debugContext } = event;
  const debugData = isJsonObject(debugContext) && isJsonObject(debugContext.debugData) ? debugContext.debugData : {};
  return { ...event, debugContext: { debugData: { requestUri: "/api/v1/authn", ...debugData } } };
}
