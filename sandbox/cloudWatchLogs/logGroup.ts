export interface WrittenLogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredLogEvent extends WrittenLogEvent {
  /** The time of receipt, in milliseconds since 1970. */
  readonly ingestionTime: number;
  readonly logStreamName: string;
}

export class LogGroup {
  /** Events from EventBridge, which are only counted. */
  events = 0;
  /** Events of PutLogEvents, in order. */
  readonly logEvents: StoredLogEvent[] = [];
  readonly streams = new Set<string>();

  constructor(
    /** The ARN without the `:*` that some APIs append. */
    readonly arn: string,
    /** Undefined if events never expire. */
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
  /** 1 MB, in its smaller meaning. */
  messageBytes: 1_000_000,
  /** Maximum milliseconds of an event in the future, and in the past. */
  ahead: 2 * 60 * 60 * 1000,
  behind: 14 * 24 * 60 * 60 * 1000,
  /** Maximum milliseconds between the first and the last event of a call. */
  span: 24 * 60 * 60 * 1000,
  streamName: /^[^:*]{1,512}$/,
} as const;

/** Amazon CloudWatch Logs API Reference, StartQuery and GetQueryResults. */
export const startQuery = {
  queryCharacters: 10_000,
  /** Rows of an answer by default, and at most. */
  rows: 10_000,
  mostRows: 100_000,
  /** Rows of one answer of GetQueryResults. */
  pageRows: 10_000,
  /** Fields discovered in an event; User Guide, "Supported logs and discovered fields". */
  discoveredFields: 200,
} as const;
