import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { isJsonObject } from "../functions/mapping/values/json";
import { batchOf, oktaEvents } from "./benchStack";
import { withCloudTrailStub } from "./cloudTrailStub";

/** An event of the sample, on the median: wall and CPU time. */
interface SampleRun {
  readonly milliseconds: number;
  readonly microseconds: number;
}

/** The file of AWS's sample, aws-samples/aws-cloudtrail-lake-okta-system-log-events, functions/eb_transform_ingest.py. */
const file = process.env.AWS_SAMPLE;

/** Reports why AWS's sample cannot be measured; undefined where it can. */
export function sampleLack(): string | undefined {
  if (file === undefined) {
    return "AWS_SAMPLE does not name a file (functions/eb_transform_ingest.py of aws-samples/aws-cloudtrail-lake-okta-system-log-events)";
  }
  return spawnSync("python3", ["-c", "import boto3"]).status === 0 ? undefined : "python3 with boto3 is not there";
}

const isThere = sampleLack() === undefined;

/** Runs AWS's sample on a batch of Okta events in a process of its own, after as many batches as a new function of ours has had. */
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

/** The sample takes the name of an event from its address, and fails where there is none. */
function withUri(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { debugContext } = event;
  const debugData = isJsonObject(debugContext) && isJsonObject(debugContext.debugData) ? debugContext.debugData : {};
  return { ...event, debugContext: { debugData: { requestUri: "/api/v1/authn", ...debugData } } };
}
