import { randomUUID } from "node:crypto";
import { setTimeout as sleepByTimer } from "node:timers/promises";
import { type CallFault, unansweredBy } from "../faults";
import type { HttpHandler, HttpRequest, HttpResponse } from "../http";
import { createIdentifiers } from "../identifiers";
import { type AwsError, awsError, isAwsError, restJsonError } from "../protocol/awsError";
import { verifySignature } from "../protocol/signature";
import { callsPerSecond, requestLimits } from "./limits";
import type { CloudTrailDataOptions } from "./options";
import { type CallOutcome, channelNotFound, type PutAuditEventsResult, putAuditEvents } from "./putAuditEvents";
import { readParameters } from "./validate";

/** The service name in signatures of its requests (AWS CloudTrail Data Service API Reference, service model, `signingName`). */
export const signingName = "cloudtrail-data";

/**
 * The CloudTrail Data service: `PutAuditEvents` over REST-JSON.
 * Sources: AWS CloudTrail Data Service API Reference, PutAuditEvents, "Common Error Types"; Smithy documentation, AWS restJson1.
 */
export function createCloudTrailDataHandler(options: CloudTrailDataOptions): HttpHandler {
  const admit = createRateLimit(options.callsPerSecond ?? callsPerSecond, options.now);
  const nextEventId = options.seed === undefined ? randomUUID : createIdentifiers(String(options.seed));
  const context = { ...options, nextEventId };
  const delay = (options.latencyMilliseconds ?? 0) + (options.faults?.slowMilliseconds ?? 0);
  const sleep = options.sleep ?? sleepByTimer;

  const handle = (request: HttpRequest): HandledCall => {
    if (request.body.length > requestLimits.bodyBytes) return { entries: 0, answer: requestTooLarge };
    const signer = verifySignature(request, { ...options.signature, service: signingName });
    if (isAwsError(signer)) return { entries: 0, answer: signer };
    const { accessKeyId } = signer;
    // Drawn for every signed call, so the draws do not depend on the speed of the calls.
    const fault = options.faults?.nextCall(request.body);
    if (!admit(signer.region)) return { accessKeyId, entries: 0, answer: throttled };
    const refusal = fault === undefined ? undefined : refusals[fault];
    if (refusal !== undefined) {
      const parameters = readParameters(request.target);
      const channelArn = "channelArn" in parameters ? parameters.channelArn : undefined;
      return { accessKeyId, entries: 0, answer: refusal, fault, ...(channelArn !== undefined && { channelArn }) };
    }
    if (fault === "reset") return { accessKeyId, entries: 0, answer: nothing, fault };
    const outcome = putAuditEvents(request, signer, context);
    return isAwsError(outcome.answer) ? { accessKeyId, ...outcome } : { accessKeyId, ...outcome, fault };
  };

  return async (request) => {
    if (delay > 0) await sleep(delay);
    const requestId = randomUUID();
    const misrouted = checkRoute(request);
    if (misrouted !== undefined) return restJsonError(misrouted, requestId);
    const call = handle(request);
    const response = respond(call, requestId);
    report(call, response, options);
    return response;
  };
}

interface HandledCall extends CallOutcome {
  readonly accessKeyId?: string;
  readonly fault?: CallFault | undefined;
}

const nothing: PutAuditEventsResult = { successful: [], failed: [] };

const tooLarge = `The request has more than ${requestLimits.bodyBytes} bytes.`;
const requestTooLarge = awsError("RequestEntityTooLarge", tooLarge, 413);
const throttled: AwsError = awsError("ThrottlingException", "Rate exceeded");

/** Errors that a fault returns; other faults break the connection or the answer. */
const refusals: Readonly<Partial<Record<CallFault, AwsError>>> = {
  throttle: throttled,
  "internal-error": awsError(
    "InternalFailure",
    "The request processing has failed because of an unknown error, exception or failure.",
    500,
  ),
  unavailable: awsError("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503),
  "access-denied": awsError("AccessDeniedException", "You do not have sufficient access to perform this action.", 403),
  "expired-token": awsError("ExpiredTokenException", "The security token included in the request is expired.", 403),
  "not-found": channelNotFound,
  validation: awsError("ValidationException", "The input fails to satisfy the constraints specified by the service."),
};

function checkRoute({ method, target }: HttpRequest): AwsError | undefined {
  const [path] = target.split("?", 1);
  if (path !== "/PutAuditEvents") {
    return awsError("UnknownOperationException", `There is no operation at ${path}.`, 404);
  }
  return method === "POST"
    ? undefined
    : awsError("UnknownOperationException", `PutAuditEvents needs POST, not ${method}.`, 405);
}

function respond({ answer, fault }: HandledCall, requestId: string): HttpResponse {
  if (isAwsError(answer)) return restJsonError(answer, requestId);
  const unanswered = unansweredBy(fault);
  const body = JSON.stringify({ successful: answer.successful, failed: answer.failed });
  return {
    status: 200,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
    body: fault === "malformed" ? body.slice(0, body.length / 2) : body,
    ...(unanswered && { unanswered }),
  };
}

function report(call: HandledCall, response: HttpResponse, { observe }: CloudTrailDataOptions): void {
  const { channelArn, accessKeyId, entries, answer, fault } = call;
  const refused = isAwsError(answer);
  observe?.({
    ...(channelArn === undefined ? {} : { channelArn }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    status: response.unanswered === undefined ? response.status : 0,
    ...(refused ? { errorCode: answer.code } : {}),
    entries,
    successful: refused ? 0 : answer.successful.length,
    failed: refused ? 0 : answer.failed.length,
    ...(fault === undefined ? {} : { fault }),
  });
}

/** Admits `callsPerSecond` calls per second and Region. Rejected calls do not count (AWS General Reference, CloudTrail quotas). */
function createRateLimit(callsPerSecond: number, now: () => number): (region: string) => boolean {
  const admitted = new Map<string, { readonly times: number[]; next: number }>();
  return (region) => {
    const ring = admitted.get(region) ?? { times: [], next: 0 };
    admitted.set(region, ring);
    const time = now();
    const oldest = ring.times[ring.next];
    // The ring holds the latest admitted calls. The next slot holds the call that must be a full second old.
    if (oldest !== undefined && time - oldest < 1000) return false;
    ring.times[ring.next] = time;
    ring.next = (ring.next + 1) % callsPerSecond;
    return true;
  };
}
