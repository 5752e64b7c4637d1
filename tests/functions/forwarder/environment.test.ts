import { readEnvironment } from "../../../functions/forwarder/environment";

const variables = {
  CHANNEL_ARN: "arn:aws:cloudtrail:eu-west-1:123456789012:channel/0b6b6a2e-3b4f-4c1a-9a1b-0123456789ab",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/partner-audit-okta-dead-letters",
};
const AUDIT_LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/partner-audit/dev-okta";
const HASH_SALT_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:salt-AbCdEf";
const place = { region: "eu-west-1", accountId: "123456789012", deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL };

test("the account and the Region are the channel's or the log group's", () => {
  expect(readEnvironment(variables)).toEqual({ ...place, channelArn: variables.CHANNEL_ARN });
  const auditLogGroupName = "/partner-audit/dev-okta";
  expect(readEnvironment({ ...variables, CHANNEL_ARN: undefined, AUDIT_LOG_GROUP_ARN })).toEqual({
    ...place,
    auditLogGroupName,
  });
  expect(readEnvironment({ ...variables, HASH_SALT_SECRET_ARN })).toMatchObject({
    saltSecretArn: HASH_SALT_SECRET_ARN,
  });
});

test("other partitions and local queues are as good", () => {
  const CHANNEL_ARN = "arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:channel/abc";
  const DEAD_LETTER_QUEUE_URL = "http://127.0.0.1:9324/000000000000/queue";
  expect(readEnvironment({ CHANNEL_ARN, DEAD_LETTER_QUEUE_URL })).toMatchObject({
    region: "us-gov-west-1",
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
  });
});

test.each([
  ["without a channel and a log group", { CHANNEL_ARN: undefined }, "neither is"],
  ["with both", { AUDIT_LOG_GROUP_ARN }, "both are"],
])("%s there is not one sink", (_, others, problem) => {
  expect(() => readEnvironment({ ...variables, ...others })).toThrow(
    `One of the environment variables CHANNEL_ARN and AUDIT_LOG_GROUP_ARN must be set; ${problem}.`,
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
])("%s of %j is refused by name", (name, value, meaning) => {
  expect(() => readEnvironment({ ...variables, [name]: value })).toThrow(
    `The environment variable ${name} must be ${meaning}; it is "${value}".`,
  );
});
