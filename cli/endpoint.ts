import { PersonError } from "../components/personError";
import { createCloudTrailDataHandler } from "../sandbox/cloudTrailData/endpoint";
import { callsPerSecond, requestLimits } from "../sandbox/cloudTrailData/limits";
import { channelFinder, everyChannel } from "../sandbox/cloudTrailData/options";
import { faultKinds, parseFaults } from "../sandbox/faults";
import { type HttpListener, listen } from "../sandbox/http";
import { anySecret } from "../sandbox/protocol/signature";
import { defaulted, flag, repeated, valued, wholeNumber } from "./command/options";
import { reportPosition } from "./command/signals";
import { createSubcommand, type ValuesOf } from "./command/subcommand";

/** The options of the endpoint. */
export const options = {
  port: defaulted("N", "0", "the port; 0 chooses a free one", wholeNumber(0, 65_535)),
  channel: repeated(
    "ARN",
    "a channel that exists; repeatable. Without this option, every well-formed channel ARN exists",
  ),
  tps: defaulted("N", String(callsPerSecond), "calls per second in a Region", wholeNumber(1, 1_000_000)),
  fault: repeated(
    "KIND=RATE",
    `a fault and its rate from 0 to 1, or slow=SECONDS; repeatable. Kinds: ${faultKinds.join(", ")}`,
  ),
  seed: valued("N", "gives the same faults and event IDs in every run", wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  json: flag("prints each accepted event as one line of JSON"),
};

export const command = createSubcommand({
  name: "endpoint",
  description:
    "Serves PutAuditEvents of AWS CloudTrail Data on this machine, as strictly as AWS's documentation, for any AWS SDK or CLI, until it is stopped.",
  options,
  examples: [
    ["endpoint --port 8080", "serves at http://127.0.0.1:8080"],
    ["endpoint --port 8080 --tps 10 --fault throttle=0.1", "a low quota, and one call in ten throttled"],
  ],
  run: async (values) => {
    await serveEndpoint(values, (line) => console.log(line));
  },
});

/** Starts the local CloudTrail Data endpoint. Throws a PersonError if an option is wrong or the port is in use. */
export async function serveEndpoint(
  { port, tps: rate, seed, ...values }: ValuesOf<typeof options>,
  print: (line: string) => void,
): Promise<HttpListener> {
  const channels = values.channel.map(channelOf);
  let accepted = 0;
  reportPosition(() => `after ${accepted.toLocaleString("en-US")} accepted events`);
  const handler = createCloudTrailDataHandler({
    now: Date.now,
    callsPerSecond: rate,
    findChannel: channels.length === 0 ? everyChannel : channelFinder(channels),
    signature: { now: () => new Date(), secretFor: () => anySecret },
    faults: parseFaults(values.fault, seed ?? 0),
    ...(seed !== undefined && { seed }),
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
  if (code === "EADDRINUSE") return new PersonError(`Port ${port} is in use; choose another with --port N.`);
  if (code === "EACCES") return new PersonError(`Port ${port} cannot be opened by this user; choose one above 1023.`);
  return error;
}

function greeting(url: string): string {
  return (
    `CloudTrail Data listens at ${url} (aws cloudtrail-data put-audit-events --endpoint-url ${url} ` +
    "--channel-arn ARN --audit-events file://events.json)"
  );
}
