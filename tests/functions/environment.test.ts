import { readEnvironment } from "../../functions/environment";

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

test.each([
  undefined,
  "",
  "channel/abc",
  "arn:aws:cloudtrail:eu-west-1:123:channel/abc",
  "arn:aws:cloudtrail:eu-west-1:123456789012:trail/abc",
  "arn:aws:sqs:eu-west-1:123456789012:abc",
  ` ${variables.CHANNEL_ARN}`,
])("a CHANNEL_ARN of %j is refused by name", (value) => {
  const found = value === undefined ? "it is not set" : `it is "${value}"`;
  expect(() => readEnvironment({ ...variables, CHANNEL_ARN: value })).toThrow(
    `The environment variable CHANNEL_ARN must be the ARN of a CloudTrail channel; ${found}.`,
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
