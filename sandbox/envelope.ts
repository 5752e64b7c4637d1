import { sandboxAccount } from "./account";

/** An event on a bus: its envelope with the event in `detail`. */
export type Envelope = Readonly<Record<string, unknown>>;

/** Envelope fields for an event that has none. */
interface EnvelopeDefaults {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly detailType: string;
  /** The source on a bus of the account's own. @default the name of the bus */
  readonly source?: string;
  readonly region: string;
}

/**
 * Wraps an event in the form of a bus. On a partner's bus the source is the bus's name; the account is always the sandbox's.
 * @param event the vendor's event, or a whole EventBridge event, whose id, time, detail-type and resources are kept
 */
export function envelopeOnBus(event: Envelope, eventBusName: string, defaults: EnvelopeDefaults): Envelope {
  const whole = "detail-type" in event && "source" in event && "detail" in event;
  const given = whole ? event : { source: defaults.source ?? eventBusName, detail: event };
  return {
    version: "0",
    id: defaults.id,
    "detail-type": defaults.detailType,
    // EventBridge's times have no fractions of a second.
    time: `${new Date(defaults.time).toISOString().slice(0, 19)}Z`,
    region: defaults.region,
    resources: [],
    ...given,
    ...(eventBusName.startsWith("aws.partner/") && { source: eventBusName }),
    account: sandboxAccount.accountId,
  };
}
