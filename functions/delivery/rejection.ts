/** An event that can never be ingested, with the reason in one sentence. The reason holds nothing of the event itself. */
export interface Rejection {
  readonly status: "rejected";
  /** A short name of the reason, for attributes and metrics. */
  readonly code: string;
  readonly reason: string;
}
