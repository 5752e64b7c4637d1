import { declare, oktaAlone, stackOf } from "./support/declare";

describe("the program", () => {
  it("has outputs by vendor, and prints no warning", async () => {
    const { outputs, warnings } = await declare(stackOf({ vendors: oktaAlone }), "index");
    const channelArn = expect.stringMatching(/^arn:aws:cloudtrail:us-east-1:123456789012:channel\/[0-9a-f-]{36}$/);
    // Pulumi warns of an output that is undefined (@pulumi/pulumi, runtime/stack.ts): a stack without detections has no `findings`.
    expect(Object.keys(outputs)).toEqual(["vendors"]);
    expect(outputs.vendors).toEqual({
      okta: {
        vendor: "okta",
        channelArn,
        eventDataStoreArn: expect.stringMatching(
          /^arn:aws:cloudtrail:us-east-1:123456789012:eventdatastore\/[0-9a-f-]{36}$/,
        ),
        eventBusName: "aws.partner/okta.com/acme/audit",
        ruleArn: "arn:aws:events:us-east-1:123456789012:rule/aws.partner/okta.com/acme/audit/partner-audit-dev_okta",
        targetDeadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_undelivered",
        queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events",
        deadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_dead-letters",
        functionName: "partner-audit-dev_okta_forwarder",
        logGroupName: "/aws/lambda/partner-audit-dev_okta_forwarder",
        deliveries: {
          "cloudtrail-lake": {
            queueArn: "arn:aws:sqs:us-east-1:123456789012:partner-audit-dev_okta_events",
            queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_events",
            deadLetterQueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/partner-audit-dev_okta_dead-letters",
            functionName: "partner-audit-dev_okta_forwarder",
            logGroupName: "/aws/lambda/partner-audit-dev_okta_forwarder",
          },
        },
      },
    });
    expect(warnings).toEqual([]);
  });
});
