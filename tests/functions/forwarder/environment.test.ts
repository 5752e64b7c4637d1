import { readEnvironment } from "../../../functions/forwarder/environment";

const variables = {
  CHANNEL_ARN: "arn:aws:cloudtrail:eu-west-1:123456789012:channel/0b6b6a2e-3b4f-4c1a-9a1b-0123456789ab",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/123456789012/partner-audit-okta-dead-letters",
};

test("the account and the Region are the channel's", () => {
  expect(readEnvironment(variables)).toEqual({
    channelArn: variables.CHANNEL_ARN,
    region: "eu-west-1",
    accountId: "123456789012",
    deadLetterQueueUrl: variables.DEAD_LETTER_QUEUE_URL,
  });
});

test("other partitions and local queues are as good", () => {
  const channelArn = "arn:aws-us-gov:cloudtrail:us-gov-west-1:123456789012:channel/abc";
  const deadLetterQueueUrl = "http://127.0.0.1:9324/000000000000/queue";
  expect(readEnvironment({ CHANNEL_ARN: channelArn, DEAD_LETTER_QUEUE_URL: deadLetterQueueUrl })).toMatchObject({
    region: "us-gov-west-1",
    deadLetterQueueUrl,
  });
});

test("a log group stands for a channel, or beside it", () => {
  const { DEAD_LETTER_QUEUE_URL } = variables;
  const AUDIT_LOG_GROUP_ARN = "arn:aws:logs:eu-west-1:123456789012:log-group:/partner-audit/dev-okta";
  const found = { auditLogGroupName: "/partner-audit/dev-okta", region: "eu-west-1", accountId: "123456789012" };
  expect(readEnvironment({ AUDIT_LOG_GROUP_ARN, DEAD_LETTER_QUEUE_URL })).toEqual({
    ...found,
    deadLetterQueueUrl: DEAD_LETTER_QUEUE_URL,
  });
  expect(readEnvironment({ ...variables, AUDIT_LOG_GROUP_ARN })).toMatchObject({
    ...found,
    channelArn: variables.CHANNEL_ARN,
  });
});

test("the secret of the salt is read where it is named", () => {
  const HASH_SALT_SECRET_ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:salt-AbCdEf";
  expect(readEnvironment({ ...variables, HASH_SALT_SECRET_ARN }).saltSecretArn).toBe(HASH_SALT_SECRET_ARN);
});

test("without a channel and a log group there is nowhere to go", () => {
  expect(() => readEnvironment({ ...variables, CHANNEL_ARN: undefined })).toThrow(
    "One of the environment variables CHANNEL_ARN and AUDIT_LOG_GROUP_ARN must be set; neither is.",
  );
});

test.each([
  ["AUDIT_LOG_GROUP_ARN", "/partner-audit/dev-okta", "the ARN of a log group"],
  ["AUDIT_LOG_GROUP_ARN", "arn:aws:logs:eu-west-1:123456789012:log-group:/a:*", "the ARN of a log group"],
  ["HASH_SALT_SECRET_ARN", "salt", "the ARN of a Secrets Manager secret"],
])("%s of %j is refused by name", (name, value, meaning) => {
  expect(() => readEnvironment({ ...variables, [name]: value })).toThrow(
    `The environment variable ${name} must be ${meaning}; it is "${value}".`,
  );
});

test.each([
  "",
  "channel/abc",
  "arn:aws:cloudtrail:eu-west-1:123:channel/abc",
  "arn:aws:cloudtrail:eu-west-1:123456789012:trail/abc",
  "arn:aws:sqs:eu-west-1:123456789012:abc",
  ` ${variables.CHANNEL_ARN}`,
])("a CHANNEL_ARN of %j is refused by name", (value) => {
  expect(() => readEnvironment({ ...variables, CHANNEL_ARN: value })).toThrow(
    `The environment variable CHANNEL_ARN must be the ARN of a CloudTrail channel; it is "${value}".`,
  );
});

test.each([undefined, "", "queue", "arn:aws:sqs:eu-west-1:123456789012:queue", "https://sqs.eu-west-1.amazonaws.com"])(
  "a DEAD_LETTER_QUEUE_URL of %j is refused by name",
  (value) => {
    expect(() => readEnvironment({ ...variables, DEAD_LETTER_QUEUE_URL: value })).toThrow(
      /^The environment variable DEAD_LETTER_QUEUE_URL must be the URL of an SQS queue; it is /,
    );
  },
);
