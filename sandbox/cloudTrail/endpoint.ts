import type { ObservedCall } from "../cloudTrailData/options";
import type { HttpHandler } from "../http";
import type { Lake } from "../lake/lake";
import { awsError } from "../protocol/awsError";
import {
  createJsonHandler,
  type JsonAnswer,
  type JsonCaller,
  operation,
  type ServiceAccess,
} from "../protocol/awsJson";
import { required, text, wholeNumber } from "../provider/values";
import { queryOperations } from "./queries";

interface CloudTrailOptions extends ServiceAccess {
  readonly channels: ReadonlyMap<string, { readonly arn: string; readonly destinations: readonly string[] }>;
  readonly eventDataStores: readonly string[];
  readonly ingestion: IngestionBook;
  readonly lake: Lake;
}

/** CloudTrail for operators: channels, event data stores and queries (AWS CloudTrail API Reference). */
export function createCloudTrailHandler(options: CloudTrailOptions): HttpHandler {
  const { channels, eventDataStores, refusal } = options;
  return createJsonHandler({
    signingName: "cloudtrail",
    targetPrefix: "CloudTrail_20131101.",
    signature: options.signature,
    invalidCode: "InvalidParameterException",
    operations: {
      ...queryOperations(options),
      GetChannel: operation({ Channel: name }, ({ Channel }, caller) => getChannel(Channel, caller, options)),
      GetEventDataStore: operation({ EventDataStore: name }, ({ EventDataStore }, caller) => {
        const arn = eventDataStores.find((store) => store === EventDataStore || store.endsWith(`/${EventDataStore}`));
        return arn === undefined
          ? awsError("EventDataStoreNotFoundException", "The event data store does not exist.")
          : (refusal(caller, "cloudtrail:GetEventDataStore", arn) ?? {
              body: { EventDataStoreArn: arn, Status: "ENABLED" },
            });
      }),
      ListChannels: operation(
        listMembers,
        (_, caller) =>
          refusal(caller, "cloudtrail:ListChannels", "*") ?? {
            body: { Channels: [...channels.keys()].map((ChannelArn) => ({ ChannelArn })) },
          },
      ),
      ListEventDataStores: operation(
        listMembers,
        (_, caller) =>
          refusal(caller, "cloudtrail:ListEventDataStores", "*") ?? {
            body: { EventDataStores: eventDataStores.map((EventDataStoreArn) => ({ EventDataStoreArn })) },
          },
      ),
    },
  });
}

const name = required(text(3, 256, /^[a-zA-Z0-9._/\-:]+$/, "an ARN or the last part of one"));
/** A list is one page. */
const listMembers = { MaxResults: wholeNumber({ minimum: 1, maximum: 1_000 }) };

function getChannel(
  Channel: string,
  caller: JsonCaller,
  { channels, ingestion, refusal }: CloudTrailOptions,
): JsonAnswer {
  const channel = channels.get(Channel);
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

/** The end of a channel's latest calls. Times are in milliseconds since 1970. */
export interface IngestionStatus {
  readonly latestAttempt: number;
  readonly latestSuccess?: number;
  readonly latestErrorCode?: string;
}

/** The ingestion status of channels, by ARN (AWS CloudTrail API Reference, IngestionStatus). */
export class IngestionBook {
  private readonly statuses = new Map<string, IngestionStatus>();

  /** @param now milliseconds since 1970 */
  constructor(private readonly now: () => number) {}

  add({ channelArn, successful, errorCode }: ObservedCall): void {
    if (channelArn === undefined) {
      return;
    }
    const now = this.now();
    const before = this.statuses.get(channelArn)?.latestSuccess;
    const latestSuccess = successful > 0 ? now : before;
    this.statuses.set(channelArn, {
      latestAttempt: now,
      ...(latestSuccess !== undefined && { latestSuccess }),
      ...(errorCode !== undefined && { latestErrorCode: errorCode }),
    });
  }

  of(channelArn: string): IngestionStatus | undefined {
    return this.statuses.get(channelArn);
  }
}
