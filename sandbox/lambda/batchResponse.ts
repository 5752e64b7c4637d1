import type { InvocationOutcome } from "./executionEnvironment";

/**
 * The messages of a batch that stay in the queue after an invocation. Without `ReportBatchItemFailures` it is all or none,
 * whatever the function answers. With it, an answer that names messages keeps those; an answer that names none, or is
 * empty, keeps none; and one that Lambda cannot read, or that names a message that was not in the batch, keeps all.
 * Source: "AWS Lambda Developer Guide, Handling errors for an SQS event source in Lambda".
 */
export function messagesToKeep(
  outcome: InvocationOutcome,
  messageIds: readonly string[],
  reportsBatchItemFailures: boolean,
): ReadonlySet<string> {
  if (outcome.status === "succeeded") {
    const failed = reportsBatchItemFailures ? reportedFailures(JSON.parse(outcome.payload)) : [];
    if (failed?.every((messageId) => messageIds.includes(messageId))) {
      return new Set(failed);
    }
  }
  return new Set(messageIds);
}

/** The identifiers an answer names; `undefined` if it is malformed. */
function reportedFailures(answer: unknown): readonly string[] | undefined {
  if (answer === null) {
    return [];
  }
  if (typeof answer !== "object" || Array.isArray(answer)) {
    return undefined;
  }
  const failures = (answer as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) {
    return undefined;
  }
  const identifiers = failures.map((failure: { readonly itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  return identifiers.every((identifier): identifier is string => typeof identifier === "string" && identifier !== "")
    ? identifiers
    : undefined;
}
