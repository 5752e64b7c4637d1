/** How much a finding matters, the least first. */
export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];

/** One detection, as plain data: it is captured in the function's code. */
export interface Detection {
  /** What its query answers, in a sentence. */
  readonly question: string;
  readonly severity: Severity;
  /** How many events of one person make a finding. With 1, every event is one. */
  readonly threshold: number;
  /** Within how many minutes they must lie, by their own time; a multiple of ten. Without meaning where the threshold is 1. */
  readonly withinMinutes: number;
  /** How many hours after its own time an event may be stored and still be found. */
  readonly lateHours: number;
  /**
   * A query that gives a row for each event, of the columns `uid`, `eventTime`, `ingestionTime`, `who`, `what` and `origin`: in CloudTrail
   * Lake's SQL and in the language of Logs Insights. Where one is missing, stores of its kind cannot be asked.
   */
  readonly queries: { readonly lake?: string; readonly logs?: string };
}

/** Where the audit events of an integration are asked for. */
export type DetectionStore =
  | { readonly kind: "lake"; readonly eventDataStoreArn: string }
  | { readonly kind: "logs"; readonly logGroupName: string };

/** What a schedule hands over to the function at each of its times. */
export interface DetectionRequest {
  /** The detection's name. */
  readonly detection: string;
  /** The integration's key. */
  readonly integration: string;
  readonly store: DetectionStore;
  /** For which time the schedule calls, such as `2026-11-20T10:00:00Z`. */
  readonly scheduledTime: string;
}

/** Something that people should look at. */
export interface Finding {
  /** What tells it from every other finding of its detection and integration. */
  readonly key: string;
  readonly who: string;
  /** What was done: the vendor's name of the event and, where there is one, at whom or what. */
  readonly what: string;
  /** The events' own times, in milliseconds since 1970. */
  readonly firstTime: number;
  readonly lastTime: number;
  /** An address, or empty where the vendor gave none. */
  readonly origin: string;
  /** How many events. */
  readonly howMany: number;
}
