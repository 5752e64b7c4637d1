/** A price and its source. */
export interface Price {
  /** The name of the charge in the source. */
  readonly name: string;
  /** US dollars in us-east-1 or us-east-2. */
  readonly dollars: number;
  /** The unit of the price. */
  readonly per: string;
  readonly source: string;
  /** The day on which the source was read. */
  readonly read: string;
  /** True if the source is AWS; other prices are cited by third parties and not verified on a page of AWS. */
  readonly fromAws: boolean;
}

const priceList = { source: "AWS Price List API, AWSCloudTrail, us-east-2, in a public capture", fromAws: true };
const keyPage = { source: "aws.amazon.com/kms/pricing, in a public capture", fromAws: true };
const eventBridgeGuides = {
  source:
    "cloudburn.io, Amazon EventBridge Pricing, March 2026; blog.awsfundamentals.com, AWS EventBridge Pricing Guide",
  fromAws: false,
};
const athenaGuide = { source: "athena.guide, Athena Basics: Pricing Model", fromAws: false };
const requestGuide = {
  source: "c3x.dev, S3 request fees explained; athena.guide, Athena Basics: Pricing Model",
  fromAws: false,
};
const cited = { source: "list price as commonly cited", fromAws: false };

function price(
  name: string,
  dollars: number,
  per: string,
  from: Pick<Price, "source" | "fromAws">,
  read: Price["read"],
): Price {
  return { name, dollars, per, ...from, read };
}

/** List prices for estimates. Check them for your Region before you rely on them. */
export const prices = {
  lakeExtendable: price("CloudTrail Lake ingestion, extendable", 0.5, "GB", priceList, "2026-11-20"),
  lakeExtendedRetention: price(
    "CloudTrail Lake retention after 366 days, extendable",
    0.023,
    "GB-month",
    priceList,
    "2026-11-30",
  ),
  /** Includes seven years of retention. The price of the first five terabytes per month; more is cheaper. */
  lakeFixed: price("CloudTrail Lake ingestion, fixed, seven years included", 2.5, "GB", priceList, "2026-11-20"),
  lakeQuery: price("CloudTrail Lake query", 0.005, "GB scanned", priceList, "2026-11-20"),
  eventBridge: price("EventBridge partner events", 1, "million chunks of 64 kB", eventBridgeGuides, "2026-11-30"),
  archive: price("EventBridge archive", 0.1, "GB", eventBridgeGuides, "2026-11-30"),
  archiveStorage: price("EventBridge archive storage", 0.023, "GB-month", eventBridgeGuides, "2026-11-30"),
  scheduler: price("EventBridge Scheduler", 1, "million invocations", eventBridgeGuides, "2026-11-30"),
  sqs: price("SQS standard queue", 0.4, "million requests of 64 kB", cited, "2026-11-20"),
  lambdaRequests: price("Lambda requests", 0.2, "million", cited, "2026-11-20"),
  lambdaCompute: price("Lambda compute, arm64", 0.0000133334, "GB-second", cited, "2026-11-20"),
  logs: price("CloudWatch Logs ingestion", 0.5, "GB", cited, "2026-11-30"),
  logsStorage: price("CloudWatch Logs storage", 0.03, "compressed GB-month", cited, "2026-11-30"),
  logsQuery: price("CloudWatch Logs Insights query", 0.005, "GB scanned", cited, "2026-11-20"),
  s3Put: price("S3 PUT", 0.005, "thousand requests", cited, "2026-11-30"),
  s3Get: price("S3 GET", 0.0004, "thousand requests", requestGuide, "2026-11-30"),
  s3List: price("S3 LIST", 0.005, "thousand requests", requestGuide, "2026-11-30"),
  s3Standard: price("S3 Standard storage", 0.023, "GB-month", cited, "2026-11-30"),
  s3Transition: price("S3 transition to Glacier Instant Retrieval", 0.02, "thousand objects", cited, "2026-11-30"),
  s3Glacier: price("S3 Glacier Instant Retrieval storage", 0.004, "GB-month", cited, "2026-11-30"),
  s3GlacierRetrieval: price("S3 Glacier Instant Retrieval, data read", 0.03, "GB", cited, "2026-11-30"),
  athena: price("Athena query, 10 MB at least", 0.005, "GB scanned", athenaGuide, "2026-11-30"),
  metric: price("CloudWatch custom metric", 0.3, "metric and month", cited, "2026-11-30"),
  alarmMetric: price("CloudWatch alarm", 0.1, "metric of an alarm and month", cited, "2026-11-30"),
  dashboard: price("CloudWatch dashboard beyond the account's three", 3, "dashboard and month", cited, "2026-11-30"),
  key: price("KMS customer managed key", 1, "key and month", keyPage, "2026-11-30"),
} as const satisfies Readonly<Record<string, Price>>;
