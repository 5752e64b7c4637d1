/** What the function is told by its environment variables. */
export type Environment = Common & Destination;

/** The sink of the audit events: a channel of CloudTrail Lake, or a log group. */
type Destination =
  | { readonly channelArn: string; readonly auditLogGroupName?: undefined }
  | { readonly auditLogGroupName: string; readonly channelArn?: undefined };

interface Common {
  /** The sink's Region, to which the calls go. */
  readonly region: string;
  /** The account that owns the sink: every audit event's recipient. */
  readonly accountId: string;
  readonly deadLetterQueueUrl: string;
  /** The secret that salts hashes, where there are any. */
  readonly saltSecretArn?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads `CHANNEL_ARN`, `AUDIT_LOG_GROUP_ARN` (one of the two), `DEAD_LETTER_QUEUE_URL` and `HASH_SALT_SECRET_ARN`.
 * @throws Error naming the variable that is missing or malformed, so that a wrong deployment shows at once
 */
export function readEnvironment(variables: Variables): Environment {
  const channel = matchOf(variables, "CHANNEL_ARN", channelPattern, "the ARN of a CloudTrail channel");
  const logGroup = matchOf(variables, "AUDIT_LOG_GROUP_ARN", logGroupPattern, "the ARN of a log group");
  const destination = destinationOf(channel, logGroup);
  const place = channel ?? logGroup;
  if (place === undefined || destination === undefined) {
    throw new Error(
      `One of the environment variables CHANNEL_ARN and AUDIT_LOG_GROUP_ARN must be set; ${place === undefined ? "neither is" : "both are"}.`,
    );
  }
  const queue = matchOf(variables, "DEAD_LETTER_QUEUE_URL", /^https?:\/\/[^\s/]+\/\S+$/, "the URL of an SQS queue");
  if (queue === undefined) {
    throw new Error("The environment variable DEAD_LETTER_QUEUE_URL must be the URL of an SQS queue; it is not set.");
  }
  const secret = matchOf(variables, "HASH_SALT_SECRET_ARN", secretPattern, "the ARN of a Secrets Manager secret");
  return {
    ...destination,
    region: place[1] ?? "",
    accountId: place[2] ?? "",
    deadLetterQueueUrl: queue[0],
    ...(secret && { saltSecretArn: secret[0] }),
  };
}

function destinationOf(
  channel: RegExpExecArray | undefined,
  logGroup: RegExpExecArray | undefined,
): Destination | undefined {
  if (channel !== undefined) {
    return logGroup === undefined ? { channelArn: channel[0] } : undefined;
  }
  const auditLogGroupName = logGroup?.[3];
  return auditLogGroupName === undefined ? undefined : { auditLogGroupName };
}

/**
 * Sources: AWS CloudTrail API Reference, GetChannel (ChannelArn); Service Authorization Reference, Amazon CloudWatch Logs and AWS
 * Secrets Manager (resource types).
 */
const channelPattern = /^arn:aws[a-z-]*:cloudtrail:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):channel\/[\w.-]+$/;
const logGroupPattern = /^arn:aws[a-z-]*:logs:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):log-group:([\w./#-]+)$/;
const secretPattern = /^arn:aws[a-z-]*:secretsmanager:[a-z]{2,}(?:-[a-z]+)+-\d+:\d{12}:secret:\S+$/;

/** The parts of a variable; undefined where it is not set. */
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
