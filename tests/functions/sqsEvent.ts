import type { Context, SQSEvent, SQSRecord } from "aws-lambda";

/** Returns a message as Lambda passes it. */
export function sqsRecord(messageId: string, body: string, receiveCount = 1): SQSRecord {
  return {
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: "1715679005000",
      SenderId: "events.amazonaws.com",
      ApproximateFirstReceiveTimestamp: "1715679005001",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:123456789012:partner-audit-okta",
    awsRegion: "us-east-1",
  };
}

export function sqsEvent(...records: readonly SQSRecord[]): SQSEvent {
  return { Records: [...records] };
}

/** The body of a message with an Okta event in its envelope. */
export function oktaBody(uuid: string, detail: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: "0",
    id: `envelope-of-${uuid}`,
    "detail-type": "SystemLog",
    source: "aws.partner/okta.com/acme/audit",
    time: "2024-05-14T09:30:05Z",
    detail: { uuid, eventType: "user.session.start", published: "2024-05-14T09:30:00.000Z", ...detail },
  });
}

/** The forwarder's environment, as it reads it. */
export const environment = {
  channelArn: "arn:aws:cloudtrail:us-east-1:123456789012:channel/abc",
  region: "us-east-1",
  accountId: "123456789012",
  deadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/dead-letters",
};

/** Returns a Lambda context with this much time left. */
export function contextWith(remainingMilliseconds: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: "forwarder",
    functionVersion: "$LATEST",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:forwarder",
    memoryLimitInMB: "256",
    awsRequestId: "request",
    logGroupName: "group",
    logStreamName: "stream",
    getRemainingTimeInMillis: () => remainingMilliseconds,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
