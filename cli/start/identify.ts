import { parseEnvelope } from "../../functions/mapping/envelope";
import { type MappedEvent, mapEvents } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { sandboxAccount, sandboxSalt } from "../../sandbox/account";
import type { DeclaredIntegration } from "../../sandbox/integration";

/** Gives the audit events that a message of an integration must become: the ledger holds the store's content against them. */
export function identify(
  integration: DeclaredIntegration,
  body: string,
): readonly Pick<MappedEvent, "id" | "eventData">[] {
  const envelope = parseEnvelope(body);
  const results = "detail" in envelope ? mapEvents(envelope, settingsOf(integration)) : [];
  const mapped = results.flatMap((result) => (result.status === "mapped" ? [result] : []));
  // A message of which one event is rejected is rejected whole.
  return mapped.length === results.length ? mapped : [];
}

/** The settings of each integration, made once: a mapping is compiled for its settings. */
const known = new WeakMap<DeclaredIntegration, MapSettings>();

function settingsOf(integration: DeclaredIntegration): MapSettings {
  let settings = known.get(integration);
  if (settings === undefined) {
    const { key, vendor, inputs } = integration;
    const { mapping, privacy } = inputs as Pick<MapSettings, "mapping" | "privacy">;
    settings = {
      integration: key,
      vendor,
      recipientAccountId: sandboxAccount.accountId,
      ...(mapping && { mapping }),
      ...(privacy && { privacy, salt: sandboxSalt }),
    };
    known.set(integration, settings);
  }
  return settings;
}
