export interface WrittenLogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredLogEvent extends WrittenLogEvent {
  /** When the group received it, in milliseconds since 1970. */
  readonly ingestionTime: number;
  readonly logStreamName: string;
}

export class LogGroup {
  /** Events from EventBridge, only counted. */
  events = 0;
  /** Events of PutLogEvents, in order. */
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

/** Amazon CloudWatch Logs API Reference, PutLogEvents and CreateLogStream. */
export const putLogEvents = {
  events: 10_000,
  bytes: 1_048_576,
  overheadBytes: 26,
  /** 1 MB, read as the smaller of what it may mean. */
  messageBytes: 1_000_000,
  /** Milliseconds that an event may lie ahead, and behind. */
  ahead: 2 * 60 * 60 * 1000,
  behind: 14 * 24 * 60 * 60 * 1000,
  /** Milliseconds between the first and the last event of a call. */
  span: 24 * 60 * 60 * 1000,
  streamName: /^[^:*]{1,512}$/,
} as const;

/** Amazon CloudWatch Logs API Reference, StartQuery and GetQueryResults. */
export const startQuery = {
  queryCharacters: 10_000,
  /** Rows of an answer where nothing else is asked for, and at most. */
  rows: 10_000,
  mostRows: 100_000,
  /** Rows of one answer of GetQueryResults. */
  pageRows: 10_000,
  /** Fields that are discovered in an event; User Guide, "Supported logs and discovered fields". */
  discoveredFields: 200,
} as const;
