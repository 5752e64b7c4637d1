import { hash } from "node:crypto";
import { toUSVString } from "node:util";
import { clean } from "../limits/clean";
import { putAuditEventsLimits } from "../limits/limits";
import type { Envelope } from "./envelope";
import { pathOf, textAt } from "./values/json";

/** The ids of an audit event: `id` in the request, `UID` in the event. */
export interface Identity {
  readonly id: string;
  readonly UID: string;
}

/**
 * Returns an identity that is always the same for the same event, so that a second delivery is the same record.
 *
 * It is the vendor's own id; without one, the id of the EventBridge event; without that, a hash of the vendor's event. An id that breaks
 * the pattern of PutAuditEvents is hashed for `id`; `UID` keeps the original. An item of a record has the record's identity with its
 * `position` in the list.
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
