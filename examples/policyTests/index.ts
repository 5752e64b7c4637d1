import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const deadLetters = new aws.sqs.Queue("orders-dead-letters", { messageRetentionSeconds: 14 * 86_400 });

// An order that is an hour old is placed again by the customer: the queue forgets it.
const orders = new aws.sqs.Queue("orders", {
  messageRetentionSeconds: 3_600,
  redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 100 }),
});

export const queueUrl = orders.url;
