import { readEnvironment } from "../../../functions/forwarder/environment";

const variables = {
  CHANNEL_ARN: "arn:aws:cloudtrail:eu-west-1:123456789012:channel/0b6b6a2e-3b4f-4c1a-9a1b-0123456789ab",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/partner-audit-okta-dead-letters",
};
const AUDIT_LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/partner-audit/dev-okta";
const HASH_SALT_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:salt-AbCdEf";
const place = { region: "eu-west-1", accountId: "123456789012", deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL };

const bucket = {
  LAKE_BUCKET_NAME: "partner-audit-dev-lake-210987654321-eu-west-1",
  LAKE_BUCKET_OWNER: "210987654321",
  RECIPIENT_ACCOUNT_ID: "123456789012",
  AWS_REGION: "eu-west-1",
};

test("account and Region are those of the channel or the log group", () => {
  const channel = { sink: "cloudtrail-lake", channelArn: variables.CHANNEL_ARN };
  expect(readEnvironment(variables)).toEqual({ ...place, destination: channel });
  const logGroup = { sink: "cloudwatch-logs", logGroupName: "/partner-audit/dev-okta" };
  expect(readEnvironment({ ...variables, CHANNEL_ARN: undefined, AUDIT_LOG_GROUP_ARN })).toEqual({
    ...place,
    destination: logGroup,
  });
  expect(readEnvironment({ ...variables, HASH_SALT_SECRET_ARN })).toMatchObject({
    saltSecretArn: HASH_SALT_SECRET_ARN,
  });
});

test("with a bucket, which may belong to another account, the account is the stack's and the Region the function's", () => {
  const destination = { sink: "s3", bucketName: bucket.LAKE_BUCKET_NAME, bucketOwner: bucket.LAKE_BUCKET_OWNER };
  expect(readEnvironment({ ...variables, CHANNEL_ARN: undefined, ...bucket })).toEqual({ ...place, destination });
});

test.each(["LAKE_BUCKET_OWNER", "RECIPIENT_ACCOUNT_ID", "AWS_REGION"])("a bucket also needs %s", (name) => {
  expect(() => readEnvironment({ ...variables, CHANNEL_ARN: undefined, ...bucket, [name]: undefined })).toThrow(
    new RegExp(`^The environment variable ${name} must be .+; it is not set\\.$`),
  );
});

test("other partitions and local queues are valid", () => {
  const CHANNEL_ARN = "arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:channel/abc";
  const DEAD_LETTER_QUEUE_URL = "http://127.0.0.1:9324/000000000000/queue";
  expect(readEnvironment({ CHANNEL_ARN, DEAD_LETTER_QUEUE_URL })).toMatchObject({
    region: "us-gov-west-1",
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
  });
});

test.each([
  ["without any", { CHANNEL_ARN: undefined }, "none is"],
  ["with two", { AUDIT_LOG_GROUP_ARN }, "2 are"],
  ["with all", { AUDIT_LOG_GROUP_ARN, ...bucket }, "3 are"],
])("%s there is not one sink", (_, others, problem) => {
  expect(() => readEnvironment({ ...variables, ...others })).toThrow(
    `One of the environment variables CHANNEL_ARN, AUDIT_LOG_GROUP_ARN and LAKE_BUCKET_NAME must be set; ${problem}.`,
  );
});

test.each([
  ["AUDIT_LOG_GROUP_ARN", "/partner-audit/dev-okta", "the ARN of a log group"],
  ["AUDIT_LOG_GROUP_ARN", `${AUDIT_LOG_GROUP_ARN}:*`, "the ARN of a log group"],
  ["HASH_SALT_SECRET_ARN", "salt", "the ARN of a Secrets Manager secret"],
  ["CHANNEL_ARN", "", "the ARN of a CloudTrail channel"],
  ["CHANNEL_ARN", "arn:aws:cloudtrail:eu-west-1:123:channel/abc", "the ARN of a CloudTrail channel"],
  ["CHANNEL_ARN", "arn:aws:cloudtrail:eu-west-1:123456789012:trail/abc", "the ARN of a CloudTrail channel"],
  ["CHANNEL_ARN", ` ${variables.CHANNEL_ARN}`, "the ARN of a CloudTrail channel"],
  ["DEAD_LETTER_QUEUE_URL", "", "the URL of an SQS queue"],
  ["DEAD_LETTER_QUEUE_URL", "arn:aws:sqs:eu-west-1:123456789012:queue", "the URL of an SQS queue"],
  ["DEAD_LETTER_QUEUE_URL", "https://sqs.eu-west-1.amazonaws.com", "the URL of an SQS queue"],
])("a %s of %j is refused by name", (name, value, meaning) => {
  expect(() => readEnvironment({ ...variables, [name]: value })).toThrow(
    `The environment variable ${name} must be ${meaning}; it is "${value}".`,
  );
});

test.each([
  ["LAKE_BUCKET_NAME", "Partner_Audit", "the name of an S3 bucket"],
  ["LAKE_BUCKET_NAME", "ab", "the name of an S3 bucket"],
  ["LAKE_BUCKET_OWNER", "21098765432", "an account id of 12 digits"],
  ["RECIPIENT_ACCOUNT_ID", "*", "an account id of 12 digits"],
  ["AWS_REGION", "eu", "a Region"],
])("with a bucket, a %s of %j is refused by name", (name, value, meaning) => {
  expect(() => readEnvironment({ ...variables, CHANNEL_ARN: undefined, ...bucket, [name]: value })).toThrow(
    `The environment variable ${name} must be ${meaning}; it is "${value}".`,
  );
});
