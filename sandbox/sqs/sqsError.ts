/**
 * A refusal by Amazon SQS. `code` is the error's name in the JSON protocol; the code of the older query protocol, where
 * it differs, goes into the answer's `x-amzn-query-error` header.
 * Source: "Amazon SQS API Reference", the Errors section of each action and "Common Error Types".
 */
export class SqsError extends Error {
  override readonly name = "SqsError";

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** For example `AWS.SimpleQueueService.EmptyBatchRequest`. */
  get queryCode(): string {
    return queryCodes[this.code] ?? this.code;
  }
}

const queryCodes: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  AccessDeniedException: "AccessDenied",
  ...Object.fromEntries(
    [
      "BatchEntryIdsNotDistinct",
      "BatchRequestTooLong",
      "EmptyBatchRequest",
      "InvalidBatchEntryId",
      "TooManyEntriesInBatchRequest",
      "MessageNotInflight",
    ].map((code) => [code, `AWS.SimpleQueueService.${code}`]),
  ),
};
