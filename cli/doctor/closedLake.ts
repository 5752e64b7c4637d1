import { type Answer, failure } from "./finding";

/** The sinks of an account that may not use CloudTrail Lake. */
export const withoutLake =
  "If the account may not use CloudTrail Lake: sink: cloudwatch-logs for each vendor, or the ARN of a store that exists under eventStores (docs/choosing.md).";

/**
 * The finding of an account that CloudTrail Lake refuses; undefined for another error. AWS answers "CloudTrail Lake is no longer accepting new
 * customers. Existing customers can continue to use their event data stores." (aws-samples/iam-identity-center-team, issues 586 and 613, 2026-08
 * and 2026-09).
 */
export function closedLake(message: string): Answer | undefined {
  return /CloudTrail Lake is no longer accepting new customers/i.test(message)
    ? failure(
        "AWS refuses: CloudTrail Lake is no longer accepting new customers. The account did not use it before 2026-05-31.",
        "Use another sink: sink: cloudwatch-logs for each vendor; docs/choosing.md compares them. Or deploy in an account that has an event data store.",
      )
    : undefined;
}
