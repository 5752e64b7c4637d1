import { sandboxAccount } from "../../sandbox/account";

type Json = Readonly<Record<string, unknown>>;

interface Detail {
  readonly [key: string]: unknown;
  readonly version: string;
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
  readonly actor: { readonly type: string; readonly id: string };
  readonly client?: Json & {
    readonly ipAddress?: string;
    readonly userAgent?: Json & { readonly rawUserAgent?: string };
  };
  readonly outcome?: { readonly result?: string; readonly reason?: string };
}

/**
 * An event of Okta as an audit event, by somebody who trusts Okta: all of the event is kept, each part once and about where the forwarder's own
 * mapping has it, so that both send about as many bytes; no check, no limit, and no secret taken out.
 */
export function oktaByHand({ detail }: { readonly detail: Detail }) {
  const { version, uuid, published, eventType, actor, client = {}, outcome = {}, ...rest } = detail;
  const { target, transaction, request, debugContext, authenticationContext, ...others } = rest;
  const { ipAddress, userAgent, ...device } = client;
  const isFailure = outcome.result === "FAILURE" || outcome.result === "DENY";
  return {
    version,
    userIdentity: { type: actor.type, principalId: actor.id, details: { ...actor, authenticationContext } },
    userAgent: userAgent?.rawUserAgent,
    eventSource: "okta.system-log-events",
    eventName: eventType,
    eventTime: `${published.slice(0, 19)}Z`,
    UID: uuid,
    requestParameters: { target, transaction, request, debugContext },
    responseElements: outcome,
    ...(isFailure && { errorCode: outcome.result, errorMessage: outcome.reason }),
    sourceIPAddress: ipAddress,
    recipientAccountId: sandboxAccount.accountId,
    additionalEventData: { integrationName: "okta", published, client: device, ...others },
  };
}
