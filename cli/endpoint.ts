import { PersonError } from "../components/personError";
import { createCloudTrailDataHandler } from "../sandbox/cloudTrailData/endpoint";
import { callsPerSecond, requestLimits } from "../sandbox/cloudTrailData/limits";
import { channelFinder, everyChannel } from "../sandbox/cloudTrailData/options";
import { parseFaults } from "../sandbox/faults";
import { type HttpListener, listen } from "../sandbox/http";
import { anySecret } from "../sandbox/signature";
import { flag, parseArguments, repeated, usageOf, valued, wholeNumber } from "./arguments";
import { runCommand } from "./run";
import { reportPosition } from "./signals";

const options = {
  port: valued("N", "the port to listen on (default: any free one)"),
  channel: repeated("ARN", "a channel that exists; without one, every well-formed channel ARN does"),
  tps: valued("N", `calls a second in a Region (default: ${callsPerSecond})`),
  fault: repeated(
    "KIND=RATE",
    "what goes wrong, and how often from 0 to 1, for example throttle=0.1; slow=SECONDS delays answers",
  ),
  seed: valued("N", "makes faults and event IDs the same from run to run (default: 0)"),
  json: flag("prints each event that is accepted as one JSON line"),
} as const;

const usage = usageOf(
  "npm run endpoint -- [--port N] [--channel ARN ...] [--tps N] [--fault KIND=RATE ...] [--seed N] [--json]",
  "Serves PutAuditEvents of AWS CloudTrail Data on this machine, as strict as AWS's documents, for any AWS SDK or CLI.",
  options,
);

/** Starts the local CloudTrail Data endpoint; throws a PersonError where an argument is wrong or the port is taken. */
export async function serveEndpoint(
  commandLine: readonly string[],
  print: (line: string) => void,
): Promise<HttpListener> {
  const { values } = parseArguments(commandLine, { options });
  const port = values.port === undefined ? 0 : wholeNumber("port", values.port, 0, 65_535);
  const rate = values.tps === undefined ? callsPerSecond : wholeNumber("tps", values.tps, 1, 1_000_000);
  const seed = values.seed === undefined ? 0 : wholeNumber("seed", values.seed, 0, Number.MAX_SAFE_INTEGER);
  const channels = values.channel.map(channelOf);
  let accepted = 0;
  reportPosition(() => `after ${accepted.toLocaleString("en-US")} accepted events`);
  const handler = createCloudTrailDataHandler({
    now: Date.now,
    callsPerSecond: rate,
    findChannel: channels.length === 0 ? everyChannel : channelFinder(channels),
    signature: { now: () => new Date(), secretFor: () => anySecret },
    faults: parseFaults(values.fault, seed),
    ...(values.seed === undefined ? {} : { seed }),
    accept: (event) => {
      accepted += 1;
      if (values.json) print(JSON.stringify(event));
    },
  });
  const listener = await listen(handler, port, requestLimits.bodyBytes).catch((error: unknown) => {
    throw portError(error, port);
  });
  print(values.json ? JSON.stringify({ url: listener.url }) : greeting(listener.url));
  return listener;
}

function channelOf(arn: string) {
  const channel = everyChannel(arn);
  if (channel !== undefined) return channel;
  throw new PersonError(
    `--channel ${JSON.stringify(arn)} is not a channel's ARN, which reads arn:aws:cloudtrail:REGION:ACCOUNT:channel/ID.`,
  );
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new PersonError(`Port ${port} is in use; choose another by --port N.`);
  if (code === "EACCES") return new PersonError(`Port ${port} may not be opened by this user; choose one above 1023.`);
  return error;
}

function greeting(url: string): string {
  return (
    `CloudTrail Data listens at ${url} (aws cloudtrail-data put-audit-events --endpoint-url ${url} ` +
    "--channel-arn ARN --audit-events file://events.json)"
  );
}

if (require.main === module) {
  void runCommand(usage, process.argv.slice(2), async (commandLine) => {
    await serveEndpoint(commandLine, (line) => console.log(line));
  });
}
