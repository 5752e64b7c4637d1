import { hash } from "node:crypto";
import { toUSVString } from "node:util";
import { clean } from "../limits/clean";
import { putAuditEventsLimits } from "../limits/limits";
import type { Envelope } from "./envelope";
import { pathOf, textAt } from "./values/json";

/** What an audit event is known by: `id` in the request, `UID` in the event. */
export interface Identity {
  readonly id: string;
  readonly UID: string;
}

/**
 * The same event always gets the same identity, so that a second delivery of it is the same record.
 *
 * It is the vendor's own id; without one, the id of the EventBridge event; without that, a hash of the vendor's event. As
 * `id`, one that breaks the pattern of PutAuditEvents is hashed; `UID` keeps it as it was. An item of a record has the record's
 * identity with its `position` in the list.
 */
export function identityOf(vendorId: string | undefined, envelope: Envelope, position?: number): Identity {
  const record = toUSVString(vendorId ?? textAt(envelope, envelopeId) ?? contentHash(envelope));
  const UID = position === undefined ? record : `${record}#${position}`;
  return { id: putAuditEventsLimits.id.test(UID) ? UID : hash("sha256", UID, "hex"), UID };
}

const envelopeId = pathOf("id");

function contentHash(envelope: Envelope): string {
  return hash("sha256", JSON.stringify(clean(envelope.detail).value ?? null), "hex");
}
