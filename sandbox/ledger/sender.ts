import { type Envelope, envelopeOnBus } from "../envelope";
import { createIdentifiers } from "../identifiers";
import type { DeclaredIntegration } from "../integration";
import { trafficOf } from "../traffic";

/** The settings of the envelopes of an integration's events. */
export interface EnvelopeSource {
  readonly region: string;
  /** Makes different identifiers. */
  readonly seed: number;
  /** Returns the sandbox's time, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Wraps an integration's events: in an envelope for a bus, not at all for a caller. */
export function wrapper(integration: DeclaredIntegration, options: EnvelopeSource): (event: Envelope) => Envelope {
  const { key, vendor, path, inputs } = integration;
  if (path === undefined) {
    return (event) => event;
  }
  const newIdentifier = createIdentifiers(`events ${options.seed} ${key}`);
  const { detailType = "Audit event", source: usualSource } = trafficOf(vendor) ?? {};
  const source = sourceInPattern(inputs.pattern) ?? usualSource;
  return (event) =>
    envelopeOnBus(event, path.eventBusName, {
      region: options.region,
      id: newIdentifier(),
      time: options.now(),
      detailType,
      ...(source !== undefined && { source }),
    });
}

/** The first source in a configured pattern. */
function sourceInPattern(pattern: unknown): string | undefined {
  const source = (pattern as { readonly source?: unknown } | undefined)?.source;
  return Array.isArray(source) ? source.find((one) => typeof one === "string") : undefined;
}
