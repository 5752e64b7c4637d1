/** How much traffic to make up. */
export interface TrafficOptions {
  readonly count: number;
  /** Equal seeds give equal events. */
  readonly seed: number;
  /** When the newest event happened, in milliseconds since 1970. */
  readonly end: number;
}

/** A vendor's made-up traffic. */
export interface Traffic {
  /** The `detail-type` of the vendor's EventBridge events. */
  readonly detailType: string;
  /** The `source` of the vendor's events on a bus of the account's own. @default the name of the bus, as on a partner's */
  readonly source?: string;
  /** Makes up events, as they stand in `detail`, oldest first. */
  readonly events: (options: TrafficOptions) => Generator<Readonly<Record<string, unknown>>>;
}
