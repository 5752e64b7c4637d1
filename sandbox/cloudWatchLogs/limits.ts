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
