/** What the function is told by its environment variables. */
export interface Environment {
  readonly channelArn: string;
  /** The channel's Region, to which the calls go. */
  readonly region: string;
  /** The account that owns the channel: every audit event's recipient. */
  readonly accountId: string;
  readonly deadLetterQueueUrl: string;
}

/**
 * Reads `CHANNEL_ARN` and `DEAD_LETTER_QUEUE_URL`.
 * @throws Error naming the variable that is missing or malformed, so that a wrong deployment shows at once
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const channelArn = variables.CHANNEL_ARN ?? "";
  const match = channelPattern.exec(channelArn);
  if (match === null) {
    throw invalid("CHANNEL_ARN", "the ARN of a CloudTrail channel", variables.CHANNEL_ARN);
  }
  const deadLetterQueueUrl = variables.DEAD_LETTER_QUEUE_URL ?? "";
  if (!/^https?:\/\/[^\s/]+\/\S+$/.test(deadLetterQueueUrl)) {
    throw invalid("DEAD_LETTER_QUEUE_URL", "the URL of an SQS queue", variables.DEAD_LETTER_QUEUE_URL);
  }
  return { channelArn, region: match[1] ?? "", accountId: match[2] ?? "", deadLetterQueueUrl };
}

/**
 * Source: AWS CloudTrail API Reference, GetChannel (ChannelArn).
 */
const channelPattern = /^arn:aws[a-z-]*:cloudtrail:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):channel\/[\w.-]+$/;

function invalid(name: string, meaning: string, value: string | undefined): Error {
  const found = value === undefined ? "it is not set" : `it is "${value}"`;
  return new Error(`The environment variable ${name} must be ${meaning}; ${found}.`);
}
