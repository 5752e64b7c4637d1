import { parseEnvelope } from "../../functions/envelope";
import { type MappedEvent, mapEvent } from "../../functions/mapping";
import type { DeclaredIntegration } from "../../sandbox/integration";

/** The audit event that a message of an integration must become: the ledger holds the store's content against it. */
export function identify(
  { key, vendor, channelArn }: DeclaredIntegration,
  body: string,
): Pick<MappedEvent, "id" | "eventData"> | undefined {
  const envelope = parseEnvelope(body);
  if (!("detail" in envelope)) {
    return undefined;
  }
  const recipientAccountId = channelArn.split(":")[4] ?? "";
  const mapped = mapEvent(envelope, { integration: key, vendor, recipientAccountId });
  return mapped.status === "mapped" ? mapped : undefined;
}
