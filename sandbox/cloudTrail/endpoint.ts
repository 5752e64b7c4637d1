import { awsError } from "../awsError";
import { createJsonHandler, type JsonAnswer, type JsonCaller, type JsonInput, type ServiceAccess } from "../awsJson";
import type { HttpHandler } from "../http";
import type { Lake } from "../lake/lake";
import type { IngestionBook } from "./ingestion";
import { queryOperations } from "./queries";

/** What the service serves, and to whom. */
export interface CloudTrailOptions extends ServiceAccess {
  /** The channels, by ARN. */
  readonly channels: ReadonlyMap<string, { readonly arn: string; readonly destinations: readonly string[] }>;
  /** The ARNs of the event data stores. */
  readonly eventDataStores: readonly string[];
  readonly ingestion: IngestionBook;
  readonly lake: Lake;
}

/**
 * CloudTrail's own service as an operator sees it: channels and event data stores to look at, and queries.
 * Source: AWS CloudTrail API Reference, GetChannel, GetEventDataStore, ListChannels, ListEventDataStores.
 */
export function createCloudTrailHandler(options: CloudTrailOptions): HttpHandler {
  const { channels, eventDataStores, refusal } = options;
  return createJsonHandler({
    signingName: "cloudtrail",
    targetPrefix: "CloudTrail_20131101.",
    signature: options.signature,
    operations: {
      ...queryOperations(options),
      GetChannel: (input, caller) => getChannel(input, caller, options),
      GetEventDataStore: ({ EventDataStore }, caller) => {
        const arn = eventDataStores.find((store) => store === EventDataStore || store.endsWith(`/${EventDataStore}`));
        return arn === undefined
          ? awsError("EventDataStoreNotFoundException", "The event data store does not exist.")
          : (refusal(caller, "cloudtrail:GetEventDataStore", arn) ?? {
              body: { EventDataStoreArn: arn, Status: "ENABLED" },
            });
      },
      ListChannels: (_, caller) =>
        refusal(caller, "cloudtrail:ListChannels", "*") ?? {
          body: { Channels: [...channels.keys()].map((ChannelArn) => ({ ChannelArn })) },
        },
      ListEventDataStores: (_, caller) =>
        refusal(caller, "cloudtrail:ListEventDataStores", "*") ?? {
          body: { EventDataStores: eventDataStores.map((EventDataStoreArn) => ({ EventDataStoreArn })) },
        },
    },
  });
}

function getChannel(
  { Channel }: JsonInput,
  caller: JsonCaller,
  { channels, ingestion, refusal }: CloudTrailOptions,
): JsonAnswer {
  const channel = channels.get(String(Channel));
  if (channel === undefined) {
    return awsError("ChannelNotFoundException", "The channel does not exist.");
  }
  const denial = refusal(caller, "cloudtrail:GetChannel", channel.arn);
  if (denial !== undefined) {
    return denial;
  }
  const status = ingestion.of(channel.arn);
  return {
    body: {
      ChannelArn: channel.arn,
      Destinations: channel.destinations.map((Location) => ({ Type: "EVENT_DATA_STORE", Location })),
      ...(status !== undefined && {
        IngestionStatus: {
          LatestIngestionAttemptTime: status.latestAttempt / 1000,
          ...(status.latestSuccess !== undefined && { LatestIngestionSuccessTime: status.latestSuccess / 1000 }),
          ...(status.latestErrorCode !== undefined && { LatestIngestionErrorCode: status.latestErrorCode }),
        },
      }),
    },
  };
}
