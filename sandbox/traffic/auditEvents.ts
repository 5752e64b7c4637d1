import type { AuditEvent } from "../../functions/mapping/auditEvent";
import { uuidOf } from "../identifiers";
import { createRandom, type TrafficOptions } from "./madeUp";

interface AuditEventTrafficOptions extends TrafficOptions {
  readonly eventSource: string;
  /** The account that owns the channel. */
  readonly recipientAccountId: string;
}

const actions = ["PolicyChanged", "BackupCompleted", "UserInvited", "TokenCreated", "AssetRestored"] as const;
const people = ["ana@example.com", "ben@example.com", "carla@example.com", "deniz@example.com"] as const;

/** Made-up audit events of a partner that calls PutAuditEvents (AWS CloudTrail User Guide, "CloudTrail Lake integrations event schema"). */
export function* auditEvents(options: AuditEventTrafficOptions): Generator<AuditEvent> {
  const { count, seed, end, eventSource, recipientAccountId } = options;
  const random = createRandom(seed);
  let previous: AuditEvent | undefined;
  for (let index = 0; index < count; index++) {
    if (previous === undefined || random.next() >= 0.01) {
      const age = ((count - index) / count) * 24 * 60 * 60 * 1000;
      const failed = random.next() < 0.05;
      const person = random.pick(people);
      previous = {
        version: "1",
        userIdentity: { type: "User", principalId: person },
        eventSource,
        eventName: random.pick(actions),
        eventTime: `${new Date(end - age).toISOString().slice(0, 19)}Z`,
        UID: uuidOf(`${eventSource}/${seed}/${index}`),
        requestParameters: { asset: `asset-${random.integer(500)}` },
        ...(failed && { errorCode: "Denied", errorMessage: "The user may not do this." }),
        sourceIPAddress: `198.51.100.${random.integer(250) + 1}`,
        recipientAccountId,
      };
    }
    yield previous;
  }
}
