/** One price, and the place that it was read in. */
export interface Price {
  /** The charge, as the documents call it. */
  readonly name: string;
  /** US dollars of us-east-1 or us-east-2. */
  readonly dollars: number;
  /** The amount that the price is for. */
  readonly per: string;
  readonly source: string;
  /** The day on which the source was read. */
  readonly read: string;
  /** True where the source is AWS's own; other prices are those that third parties cite, not verified on a page of AWS. */
  readonly fromAws: boolean;
}

const priceList = { source: "AWS Price List API, AWSCloudTrail, us-east-2, in a public capture", fromAws: true };
const eventBridgeGuide = {
  source:
    "cloudburn.io, Amazon EventBridge Pricing, March 2026; blog.awsfundamentals.com, AWS EventBridge Pricing Guide",
  read: "2026-11-30",
  fromAws: false,
};
const cited = { source: "list price as commonly cited", fromAws: false };

/** List prices for estimates: check them for your Region before you rely on them. */
export const prices = {
  lakeExtendable: {
    name: "CloudTrail Lake ingestion, extendable",
    dollars: 0.5,
    per: "GB",
    ...priceList,
    read: "2026-11-20",
  },
  lakeExtendedRetention: {
    name: "CloudTrail Lake retention after 366 days, extendable",
    dollars: 0.023,
    per: "GB-month",
    ...priceList,
    read: "2026-11-30",
  },
  /** Seven years of retention are included. The first five terabytes of a month; more is cheaper. */
  lakeFixed: {
    name: "CloudTrail Lake ingestion, fixed, seven years included",
    dollars: 2.5,
    per: "GB",
    ...priceList,
    read: "2026-11-20",
  },
  lakeQuery: { name: "CloudTrail Lake query", dollars: 0.005, per: "GB scanned", ...priceList, read: "2026-11-20" },
  eventBridge: {
    name: "EventBridge partner events",
    dollars: 1,
    per: "million chunks of 64 kB",
    ...eventBridgeGuide,
  },
  archive: { name: "EventBridge archive", dollars: 0.1, per: "GB", ...eventBridgeGuide },
  archiveStorage: { name: "EventBridge archive storage", dollars: 0.023, per: "GB-month", ...eventBridgeGuide },
  scheduler: { name: "EventBridge Scheduler", dollars: 1, per: "million invocations", ...eventBridgeGuide },
  sqs: {
    name: "SQS standard queue",
    dollars: 0.4,
    per: "million requests of 64 kB",
    ...cited,
    read: "2026-11-20",
  },
  lambdaRequests: { name: "Lambda requests", dollars: 0.2, per: "million", ...cited, read: "2026-11-20" },
  lambdaCompute: {
    name: "Lambda compute, arm64",
    dollars: 0.0000133334,
    per: "GB-second",
    ...cited,
    read: "2026-11-20",
  },
  logs: { name: "CloudWatch Logs ingestion", dollars: 0.5, per: "GB", ...cited, read: "2026-11-30" },
  logsStorage: {
    name: "CloudWatch Logs storage",
    dollars: 0.03,
    per: "compressed GB-month",
    ...cited,
    read: "2026-11-30",
  },
  logsQuery: {
    name: "CloudWatch Logs Insights query",
    dollars: 0.005,
    per: "GB scanned",
    ...cited,
    read: "2026-11-20",
  },
  metric: { name: "CloudWatch custom metric", dollars: 0.3, per: "metric and month", ...cited, read: "2026-11-30" },
  alarmMetric: {
    name: "CloudWatch alarm",
    dollars: 0.1,
    per: "metric of an alarm and month",
    ...cited,
    read: "2026-11-30",
  },
  dashboard: {
    name: "CloudWatch dashboard beyond the account's three",
    dollars: 3,
    per: "dashboard and month",
    ...cited,
    read: "2026-11-30",
  },
  key: {
    name: "KMS customer managed key",
    dollars: 1,
    per: "key and month",
    source: "aws.amazon.com/kms/pricing, in a public capture",
    read: "2026-11-30",
    fromAws: true,
  },
} as const satisfies Readonly<Record<string, Price>>;
