/** The reason, in one sentence, why an event can never be ingested. The reason contains no part of the event itself. */
export interface Rejection {
  readonly status: "rejected";
  /** A short name for the reason, for attributes and metrics. */
  readonly code: string;
  readonly reason: string;
}
