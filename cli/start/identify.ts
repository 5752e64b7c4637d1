import { parseEnvelope } from "../../functions/mapping/envelope";
import { type MappedEvent, mapEvent } from "../../functions/mapping/mapping";
import type { MapSettings } from "../../functions/mapping/mapSettings";
import { sandboxAccount, sandboxSalt } from "../../sandbox/account";
import type { DeclaredIntegration } from "../../sandbox/integration";

/** The audit event that a message of an integration must become: the ledger holds the store's content against it. */
export function identify(
  integration: DeclaredIntegration,
  body: string,
): Pick<MappedEvent, "id" | "eventData"> | undefined {
  const envelope = parseEnvelope(body);
  if (!("detail" in envelope)) {
    return undefined;
  }
  const mapped = mapEvent(envelope, settingsOf(integration));
  return mapped.status === "mapped" ? mapped : undefined;
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
