import { type AwsError, awsError, isAwsError } from "../awsError";
import { entryFaults } from "../faults";
import type { HttpRequest } from "../http";
import type { Signer } from "../signature";
import { type Channel, parseChannelArn } from "./channel";
import { checkEventData } from "./eventData";
import type { CloudTrailDataOptions } from "./options";
import { type AuditEventEntry, type CallParameters, readBody, readParameters } from "./validate";

/** The answer to a call that was not refused as a whole. */
export interface PutAuditEventsResult {
  readonly successful: readonly { readonly id: string; readonly eventID: string }[];
  readonly failed: readonly FailedEntry[];
}

/** An event that could not be ingested, and why. */
export interface FailedEntry {
  readonly id: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** What became of a call, with what was read of it so far. */
export interface CallOutcome {
  readonly channelArn?: string;
  readonly entries: number;
  readonly answer: PutAuditEventsResult | AwsError;
}

/** What the operation needs of the endpoint's options, and the maker of the service's event IDs. */
export type PutAuditEventsContext = Pick<CloudTrailDataOptions, "findChannel" | "authorize" | "accept" | "faults"> & {
  readonly nextEventId: () => string;
};

/**
 * Carries out one signed call: the channel, the caller's rights, the request as a whole, then each event by itself.
 *
 * Source: AWS CloudTrail Data Service API Reference, PutAuditEvents.
 */
export function putAuditEvents(request: HttpRequest, signer: Signer, context: PutAuditEventsContext): CallOutcome {
  const parameters = readParameters(request.target);
  if (isAwsError(parameters)) return { entries: 0, answer: parameters };
  const channel = context.findChannel(parameters.channelArn);
  const channelArn = channel?.arn ?? parameters.channelArn;
  const denied = authorize(channelArn, parameters, signer, context);
  if (denied !== undefined) return { channelArn, entries: 0, answer: denied };

  // An endpoint knows the channels of its own Region only, and the signature tells which Region was called.
  if (channel === undefined || parseChannelArn(channel.arn)?.region !== signer.region) {
    return { channelArn, entries: 0, answer: channelNotFound };
  }
  if (channel.externalId !== undefined && channel.externalId !== parameters.externalId) {
    return { channelArn, entries: 0, answer: wrongExternalId };
  }
  const entries = readBody(request);
  if (isAwsError(entries)) return { channelArn, entries: 0, answer: entries };
  return { channelArn, entries: entries.length, answer: ingest(entries, channel, signer, context) };
}

/** The refusal of a channel that does not exist here. */
export const channelNotFound: AwsError = awsError("ChannelNotFound", "The channel could not be found.");

/**
 * No document names the refusal of a wrong external ID; of the errors the operation declares this is the one about the
 * channel's policy.
 */
const wrongExternalId: AwsError = awsError(
  "ChannelInsufficientPermission",
  "The channel's resource policy asks for an external ID, and the request's is missing or another.",
);

function authorize(
  channelArn: string,
  { externalId }: CallParameters,
  { accessKeyId }: Signer,
  context: PutAuditEventsContext,
): AwsError | undefined {
  const denial = context.authorize?.({
    accessKeyId,
    action: "cloudtrail-data:PutAuditEvents",
    resource: channelArn,
    context: externalId === undefined ? {} : { "cloudtrail:ExternalId": externalId },
  });
  return denial === undefined ? undefined : awsError("AccessDeniedException", denial, 403);
}

function ingest(
  entries: readonly AuditEventEntry[],
  channel: Channel,
  { accessKeyId }: Signer,
  context: PutAuditEventsContext,
): PutAuditEventsResult {
  const successful: { readonly id: string; readonly eventID: string }[] = [];
  const failed: FailedEntry[] = [];
  for (const { id, eventData, eventDataChecksum } of entries) {
    // Drawn for every event, sound or not, so that the draws do not depend on what the events hold.
    const fault = context.faults?.nextEntry();
    const problem = checkEventData(eventData, eventDataChecksum, channel.accountId);
    if (problem !== undefined) {
      failed.push({ id, ...problem });
    } else if (fault !== undefined) {
      failed.push({ id, errorCode: entryFaults[fault], errorMessage: `The fault ${fault} was asked for.` });
    } else {
      const eventID = context.nextEventId();
      context.accept({ channelArn: channel.arn, id, eventID, eventData, accessKeyId });
      successful.push({ id, eventID });
    }
  }
  return { successful, failed };
}
