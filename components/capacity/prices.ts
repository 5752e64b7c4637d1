/**
 * List prices in US dollars, of us-east-1 or us-east-2, for estimates: look them up for your Region before you rely on them.
 * Sources: AWS CloudTrail's by a capture of the AWS Price List API (us-east-2); the others are AWS's pricing pages as they are commonly cited in
 * 2026, and were not looked up.
 */
export const prices = {
  /** CloudTrail Lake, ingestion of events from other sources than AWS, a gigabyte. */
  lakeExtendablePerGigabyte: 0.5,
  /** The same with seven years of retention, the first five terabytes of a month. */
  lakeFixedPerGigabyte: 2.5,
  /** CloudTrail Lake, queries, a gigabyte scanned. */
  lakeQueryPerGigabyte: 0.005,
  /** Amazon EventBridge, partner events, a million chunks of 64 kB. */
  eventBridgePerMillion: 1,
  /** Amazon EventBridge archive, a gigabyte. */
  archivePerGigabyte: 0.1,
  /** Amazon SQS, standard queues, a million requests of up to 64 kB. */
  sqsPerMillion: 0.4,
  /** AWS Lambda, a million requests, and a gigabyte-second on arm64. */
  lambdaPerMillion: 0.2,
  lambdaPerGigabyteSecond: 0.0000133334,
  /** Amazon CloudWatch Logs, ingestion, a gigabyte. */
  logsPerGigabyte: 0.5,
  /** Amazon CloudWatch Logs Insights, a gigabyte scanned. */
  logsQueryPerGigabyte: 0.005,
} as const;
