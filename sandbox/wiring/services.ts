import type { Authorize } from "../authorization";
import type { Clock } from "../clock";
import { channelFinder, parseChannelArn } from "../cloudTrailData/channel";
import { createCloudTrailDataHandler } from "../cloudTrailData/endpoint";
import type { AcceptedEvent, CloudTrailDataOptions, ObservedCall } from "../cloudTrailData/options";
import type { CredentialIssuer } from "../credentials";
import { createGateway } from "../gateway";
import type { HttpHandler } from "../http";
import { createIdentifiers } from "../identifiers";
import type { Lake } from "../lake/lake";
import { lakeRecord } from "../lake/record";
import { createSqsHandler } from "../sqs/endpoint";
import type { Queue } from "../sqs/queue";
import { type ChannelSettings, storeId } from "./channels";

/** What the services serve, to whom, and who is told. */
export interface ServicesOptions {
  readonly clock: Clock;
  readonly lake: Lake;
  readonly credentials: CredentialIssuer;
  readonly authorize: Authorize;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly channels: ReadonlyMap<string, ChannelSettings>;
  /** How CloudTrail Data behaves. */
  readonly behaviour: Pick<CloudTrailDataOptions, "callsPerSecond" | "faults" | "latencyMilliseconds">;
  readonly seed: number;
  readonly accepted: (event: AcceptedEvent) => void;
  readonly called: (call: ObservedCall) => void;
}

/** The services that functions call: SQS, and CloudTrail Data, which writes what it accepts into the lake. */
export function createServices(options: ServicesOptions): HttpHandler {
  const { clock, credentials, authorize, queues, channels } = options;
  const queuesByUrl = new Map([...queues.values()].map((queue) => [queue.settings.url, queue]));
  const queuesByName = new Map([...queues.values()].map((queue) => [queue.settings.name, queue]));
  const signature = {
    // Functions sign with the machine's clock.
    now: () => new Date(),
    secretFor: (accessKeyId: string, sessionToken?: string) => credentials.secretFor(accessKeyId, sessionToken),
  };
  const owned = [...channels.keys()].map((arn) => ({ arn, accountId: parseChannelArn(arn)?.accountId ?? "" }));
  return createGateway({
    sqs: createSqsHandler({
      findQueue: (urlOrName) => queuesByUrl.get(urlOrName) ?? queuesByName.get(urlOrName),
      principalOf: (accessKeyId) => credentials.principalOf(accessKeyId),
      authorize,
      signature,
      newRequestId: createIdentifiers(`requests ${options.seed}`),
    }),
    "cloudtrail-data": createCloudTrailDataHandler({
      ...options.behaviour,
      now: () => clock.now(),
      seed: options.seed,
      findChannel: channelFinder(owned),
      signature,
      authorize: ({ accessKeyId, action, resource, context }) => {
        const principal = credentials.principalOf(accessKeyId);
        return principal && authorize({ principal, action, resource, context });
      },
      accept: (event) => {
        ingest(options, event);
        options.accepted(event);
      },
      observe: options.called,
    }),
  });
}

function ingest({ channels, lake, clock }: ServicesOptions, event: AcceptedEvent): void {
  const region = parseChannelArn(event.channelArn)?.region ?? "";
  for (const destination of channels.get(event.channelArn)?.destinations ?? []) {
    lake.ingest(storeId(destination), lakeRecord({ ...event, ingestionTime: clock.now(), region }));
  }
}
