/** One event as a caller of PutLogEvents writes it. */
export interface WrittenLogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** One event of a log group. */
export interface StoredLogEvent extends WrittenLogEvent {
  /** When the group received it, in milliseconds since 1970. */
  readonly ingestionTime: number;
  readonly logStreamName: string;
}

/** A log group with what it holds. */
export class LogGroup {
  /** How many events EventBridge put here; only counted. */
  events = 0;
  /** What callers of PutLogEvents put here, in the order of their calls. */
  readonly logEvents: StoredLogEvent[] = [];
  readonly streams = new Set<string>();

  constructor(
    /** Without the `:*` that some write behind it. */
    readonly arn: string,
    /** Undefined where events are kept for ever. */
    readonly retentionDays?: number,
  ) {}

  get name(): string {
    return this.arn.split(":log-group:")[1] ?? "";
  }
}
