import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const deadLetters = new aws.sqs.Queue("orders-dead-letters", { messageRetentionSeconds: 14 * 86_400 });

// The queue drops an order after an hour, because the customer then places it again.
const orders = new aws.sqs.Queue("orders", {
  messageRetentionSeconds: 3_600,
  redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 100 }),
});

export const queueUrl = orders.url;
