import { everyChannel } from "../../sandbox/cloudTrailData/channel";
import { createCloudTrailDataHandler } from "../../sandbox/cloudTrailData/endpoint";
import type { AcceptedEvent, CloudTrailDataOptions, ObservedCall } from "../../sandbox/cloudTrailData/options";
import type { HttpResponse } from "../../sandbox/http";
import { checksumOf, credentials, eventText, type RequestParts, signedRequest } from "./cloudTrailData";

/** The CloudTrail Data service with what it accepted and observed; `send` signs and sends a request. */
export function service(changes: Partial<CloudTrailDataOptions> = {}) {
  const accepted: AcceptedEvent[] = [];
  const observed: ObservedCall[] = [];
  const handler = createCloudTrailDataHandler({
    now: () => 0,
    findChannel: everyChannel,
    signature: { now: () => new Date(), secretFor: () => credentials.secretAccessKey },
    accept: (event) => accepted.push(event),
    observe: (call) => observed.push(call),
    ...changes,
  });
  const send = async (parts: RequestParts) => handler(await signedRequest(parts));
  return { accepted, observed, handler, send };
}

/** One event of a call, with its checksum. */
export function entry(id: string, eventData = eventText()) {
  return { id, eventData, eventDataChecksum: checksumOf(eventData) };
}

/** A call's body. */
export function bodyOf(...auditEvents: readonly unknown[]): string {
  return JSON.stringify({ auditEvents });
}

/** What a refused call was told. */
export function refusal({ status, headers, body }: HttpResponse) {
  return {
    status,
    code: headers["x-amzn-ErrorType"],
    message: (JSON.parse(body) as { readonly message: string }).message,
  };
}

/** A call that is taken. */
export const sound: RequestParts = { body: bodyOf(entry("a")) };
