import { entryFaults } from "../faults";
import type { HttpRequest } from "../http";
import { type AwsError, awsError, isAwsError } from "../protocol/awsError";
import type { Signer } from "../protocol/signature";
import { checkEventData } from "./eventData";
import { type Channel, type CloudTrailDataOptions, parseChannelArn } from "./options";
import { type AuditEventEntry, type CallParameters, readBody, readParameters } from "./validate";

export interface PutAuditEventsResult {
  readonly successful: readonly { readonly id: string; readonly eventID: string }[];
  readonly failed: readonly FailedEntry[];
}

interface FailedEntry {
  readonly id: string;
  readonly errorCode: string;
  readonly errorMessage: string;
}

export interface CallOutcome {
  readonly channelArn?: string;
  readonly entries: number;
  readonly answer: PutAuditEventsResult | AwsError;
}

type PutAuditEventsContext = Pick<CloudTrailDataOptions, "findChannel" | "authorize" | "accept" | "faults"> & {
  readonly nextEventId: () => string;
};

/** Runs one signed call: channel, permissions, request, then each event (Data Service API Reference, PutAuditEvents). */
export function putAuditEvents(request: HttpRequest, signer: Signer, context: PutAuditEventsContext): CallOutcome {
  const parameters = readParameters(request.target);
  if (isAwsError(parameters)) return { entries: 0, answer: parameters };
  const channel = context.findChannel(parameters.channelArn);
  const channelArn = channel?.arn ?? parameters.channelArn;
  const denied = authorize(channelArn, parameters, signer, context);
  if (denied !== undefined) return { channelArn, entries: 0, answer: denied };

  // An endpoint has only the channels of its own Region; the Region of the call is in the signature.
  if (channel === undefined || parseChannelArn(channel.arn)?.region !== signer.region) {
    return { channelArn, entries: 0, answer: channelNotFound };
  }
  const entries = readBody(request);
  if (isAwsError(entries)) return { channelArn, entries: 0, answer: entries };
  return { channelArn, entries: entries.length, answer: ingest(entries, channel, signer, context) };
}

export const channelNotFound: AwsError = awsError("ChannelNotFound", "The channel could not be found.");

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
    context: externalId == null ? {} : { "cloudtrail:ExternalId": externalId },
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
    // Drawn for every event, valid or not, so the draws do not depend on the events' content.
    const fault = context.faults?.nextEntry();
    const problem = checkEventData(eventData, eventDataChecksum ?? undefined, channel.accountId);
    if (problem !== undefined) {
      failed.push({ id, ...problem });
    } else if (fault !== undefined) {
      failed.push({ id, errorCode: entryFaults[fault], errorMessage: `The fault ${fault} was injected.` });
    } else {
      const eventID = context.nextEventId();
      context.accept({ channelArn: channel.arn, id, eventID, eventData, accessKeyId });
      successful.push({ id, eventID });
    }
  }
  return { successful, failed };
}
