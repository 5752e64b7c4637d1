/** The function's settings from environment variables. */
export interface Environment {
  readonly destination: Destination;
  /** The sink's Region, in which its API is called. */
  readonly region: string;
  /** The recipient of every audit event: the account that owns the channel or log group, or for a bucket the account of the stack. */
  readonly accountId: string;
  readonly deadLetterQueueUrl: string;
  /** The secret with the salt for hashes, if any. */
  readonly saltSecretArn?: string;
}

/** The destination of the audit events. */
export type Destination =
  | { readonly sink: "cloudtrail-lake"; readonly channelArn: string }
  | { readonly sink: "cloudwatch-logs"; readonly logGroupName: string }
  | {
      readonly sink: "s3";
      readonly bucketName: string;
      /** The account that must own the bucket. */
      readonly bucketOwner: string;
    };

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads `CHANNEL_ARN`, `AUDIT_LOG_GROUP_ARN` or `LAKE_BUCKET_NAME` (one of the three), `DEAD_LETTER_QUEUE_URL` and `HASH_SALT_SECRET_ARN`;
 * with a bucket also `LAKE_BUCKET_OWNER`, `RECIPIENT_ACCOUNT_ID`, and `AWS_REGION`, which Lambda sets.
 * @throws Error naming the variable that is missing or malformed, so that a wrong deployment fails immediately
 */
export function readEnvironment(variables: Variables): Environment {
  const places = [channelPlace(variables), logGroupPlace(variables), bucketPlace(variables)].filter(isSet);
  const [place, other] = places;
  if (place === undefined || other !== undefined) {
    const found = place === undefined ? "none is" : `${places.length} are`;
    throw new Error(
      `One of the environment variables CHANNEL_ARN, AUDIT_LOG_GROUP_ARN and LAKE_BUCKET_NAME must be set; ${found}.`,
    );
  }
  const [deadLetterQueueUrl] = needed(variables, "DEAD_LETTER_QUEUE_URL", queuePattern, "the URL of an SQS queue");
  const secret = matchOf(variables, "HASH_SALT_SECRET_ARN", secretPattern, "the ARN of a Secrets Manager secret");
  return { ...place, deadLetterQueueUrl, ...(secret && { saltSecretArn: secret[0] }) };
}

type Place = Pick<Environment, "destination" | "region" | "accountId">;

function channelPlace(variables: Variables): Place | undefined {
  const match = matchOf(variables, "CHANNEL_ARN", channelPattern, "the ARN of a CloudTrail channel");
  if (match === undefined) {
    return undefined;
  }
  const [channelArn, region = "", accountId = ""] = match;
  return { destination: { sink: "cloudtrail-lake", channelArn }, region, accountId };
}

function logGroupPlace(variables: Variables): Place | undefined {
  const match = matchOf(variables, "AUDIT_LOG_GROUP_ARN", logGroupPattern, "the ARN of a log group");
  if (match === undefined) {
    return undefined;
  }
  const [, region = "", accountId = "", logGroupName = ""] = match;
  return { destination: { sink: "cloudwatch-logs", logGroupName }, region, accountId };
}

function bucketPlace(variables: Variables): Place | undefined {
  const match = matchOf(variables, "LAKE_BUCKET_NAME", bucketPattern, "the name of an S3 bucket");
  if (match === undefined) {
    return undefined;
  }
  const [bucketName] = match;
  const [bucketOwner] = needed(variables, "LAKE_BUCKET_OWNER", accountPattern, "an account id of 12 digits");
  const [accountId] = needed(variables, "RECIPIENT_ACCOUNT_ID", accountPattern, "an account id of 12 digits");
  const [region] = needed(variables, "AWS_REGION", regionPattern, "a Region");
  return { destination: { sink: "s3", bucketName, bucketOwner }, region, accountId };
}

function isSet(place: Place | undefined): place is Place {
  return place !== undefined;
}

/**
 * Sources: AWS CloudTrail API Reference, GetChannel (ChannelArn); Service Authorization Reference, Amazon CloudWatch Logs and AWS
 * Secrets Manager (resource types); Amazon S3 User Guide, General purpose bucket naming rules.
 */
const channelPattern = /^arn:aws[a-z-]*:cloudtrail:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):channel\/[\w.-]+$/;
const logGroupPattern = /^arn:aws[a-z-]*:logs:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):log-group:([\w./#-]+)$/;
const secretPattern = /^arn:aws[a-z-]*:secretsmanager:[a-z]{2,}(?:-[a-z]+)+-\d+:\d{12}:secret:\S+$/;
const bucketPattern = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const queuePattern = /^https?:\/\/[^\s/]+\/\S+$/;
const accountPattern = /^\d{12}$/;
const regionPattern = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** Returns the parts of a required variable. */
function needed(variables: Variables, name: string, pattern: RegExp, meaning: string): RegExpExecArray {
  const match = matchOf(variables, name, pattern, meaning);
  if (match === undefined) {
    throw new Error(`The environment variable ${name} must be ${meaning}; it is not set.`);
  }
  return match;
}

/** Returns the parts of a variable; undefined if it is not set. */
function matchOf(variables: Variables, name: string, pattern: RegExp, meaning: string): RegExpExecArray | undefined {
  const value = variables[name];
  if (value === undefined) {
    return undefined;
  }
  const match = pattern.exec(value);
  if (match === null) {
    throw new Error(`The environment variable ${name} must be ${meaning}; it is "${value}".`);
  }
  return match;
}
