import type { AuditEvent } from "../../functions/mapping/auditEvent";
import type { ConfiguredMapping } from "../../functions/mapping/configured/configuredMapping";
import type { JsonObject } from "../../functions/mapping/values/json";
import { sandboxAccount } from "../../sandbox/account";

/** A configured mapping of the usual size: nine values, four of which are expressions and the others paths. */
export const handWrittenMapping: ConfiguredMapping = {
  eventSource: "hr.example.com",
  id: "event.uuid",
  eventTime: "event.published",
  eventName: "event.eventType",
  userIdentity: {
    type: "event.actor.type == 'User' ? 'Person' : event.actor.type",
    principalId: ["event.actor.id", "event.actor.alternateId"],
    details: { name: "event.actor.displayName", mail: "event.?actor.?alternateId.orValue('none')" },
  },
  sourceIPAddress: "event.client.ipAddress",
  userAgent: "event.client.userAgent.rawUserAgent",
  requestParameters: { targets: "event.target.map(one, one.id)", transaction: "event.transaction.id" },
  errorCode: "event.outcome.result == 'FAILURE' ? event.outcome.reason : null",
};

interface Detail {
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
  readonly actor: { readonly [key: string]: string };
  readonly client?: { readonly ipAddress?: string; readonly userAgent?: { readonly rawUserAgent?: string } };
  readonly target?: readonly { readonly id: string }[] | null;
  readonly transaction?: { readonly id: string };
  readonly outcome?: { readonly result: string; readonly reason?: string };
}

/** Maps an event like {@link handWrittenMapping}, in code that trusts the vendor: without checks, limits or removal of secrets, and without other fields. */
export function asHandWritten({ detail }: { readonly detail: Detail }): AuditEvent {
  const { actor, client, outcome, uuid, published, eventType, target, transaction, ...others } = detail;
  return {
    version: "0",
    userIdentity: {
      type: actor.type === "User" ? "Person" : (actor.type ?? ""),
      principalId: actor.id ?? actor.alternateId ?? "",
      details: { name: actor.displayName ?? "", mail: actor.alternateId ?? "none" },
    },
    eventSource: "hr.example.com",
    eventName: eventType,
    eventTime: `${published.slice(0, 19)}Z`,
    UID: uuid,
    requestParameters: { targets: (target ?? []).map(({ id }) => id), transaction: transaction?.id ?? "" },
    recipientAccountId: sandboxAccount.accountId,
    additionalEventData: { integrationName: "hr", actor, ...others } as JsonObject,
    ...(client?.userAgent?.rawUserAgent !== undefined && { userAgent: client.userAgent.rawUserAgent }),
    ...(client?.ipAddress !== undefined && { sourceIPAddress: client.ipAddress }),
    ...(outcome?.result === "FAILURE" && { errorCode: outcome.reason ?? "" }),
  };
}
