/**
 * A refusal by Amazon SQS. `code` is the error's name in the JSON protocol; the code of the older query protocol, where
 * it differs, goes into the answer's `x-amzn-query-error` header.
 * Source: "Amazon SQS API Reference", the Errors section of each action and "Common Error Types".
 */
export class SqsError extends Error {
  override readonly name = "SqsError";

  constructor(
    readonly code: SqsErrorCode,
    message: string,
  ) {
    super(message);
  }

  /** For example `AWS.SimpleQueueService.NonExistentQueue`. */
  get queryCode(): string {
    return queryCodes[this.code] ?? this.code;
  }
}

/** The names of the errors, as the JSON protocol has them. */
export type SqsErrorCode =
  | "QueueDoesNotExist"
  | "BatchEntryIdsNotDistinct"
  | "BatchRequestTooLong"
  | "EmptyBatchRequest"
  | "InvalidBatchEntryId"
  | "TooManyEntriesInBatchRequest"
  | "MessageNotInflight"
  | "ReceiptHandleIsInvalid"
  | "InvalidMessageContents"
  | "InvalidAttributeName"
  | "InvalidParameterValue"
  | "MissingParameter"
  | "OverLimit"
  | "AccessDeniedException"
  | "UnsupportedOperation"
  | "UnknownOperationException";

const queryCodes: Readonly<Partial<Record<SqsErrorCode, string>>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
  AccessDeniedException: "AccessDenied",
};
