import type { AuditEvent } from "../../functions/mapping/auditEvent";
import { uuidOf } from "../identifiers";
import { isoTime, madeUpDay, type TrafficOptions } from "./madeUp";

interface AuditEventTrafficOptions extends TrafficOptions {
  readonly eventSource: string;
  /** The account that owns the channel. */
  readonly recipientAccountId: string;
}

const usualActions = ["BackupCompleted", "BackupCompleted", "BackupCompleted", "AssetRestored"] as const;
const rareActions = ["PolicyChanged", "UserInvited", "TokenCreated"] as const;

/** Made-up audit events of a partner that calls PutAuditEvents (AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema"). */
export function auditEvents(options: AuditEventTrafficOptions): Generator<AuditEvent> {
  const { eventSource, recipientAccountId } = options;
  return madeUpDay(options, ({ random, key, time, person, isRare }) => {
    const failed = random.next() < 0.05;
    return {
      version: "1",
      userIdentity: { type: "User", principalId: person.email },
      eventSource,
      eventName: isRare ? random.pick(rareActions) : random.pick(usualActions),
      eventTime: `${isoTime(time).slice(0, 19)}Z`,
      UID: uuidOf(`${eventSource}/${key}`),
      requestParameters: { asset: `asset-${random.integer(500)}` },
      ...(failed && { errorCode: "Denied", errorMessage: "The user may not do this." }),
      sourceIPAddress: person.ipAddress,
      recipientAccountId,
    };
  });
}
