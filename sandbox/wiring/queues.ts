import type { Clock } from "../clock";
import type { DeclaredResource } from "../declaredResource";
import { Queue } from "../sqs/queue";
import { queueSettings } from "../sqs/queueSettings";
import type { Deployment } from "./deployment";

/** Makes the declared queues, by ARN, each with its dead-letter queue. */
export function wireQueues(
  deployment: Deployment,
  clock: Clock,
  newIdentifier: () => string,
): ReadonlyMap<string, Queue> {
  const queues = new Map<string, Queue>();
  const declared = new Map<string, DeclaredResource>();
  deployment.forEach("aws:sqs/queue:Queue", (resource) => {
    const settings = queueSettings(resource);
    queues.set(settings.arn, new Queue(settings, clock, newIdentifier));
    declared.set(settings.arn, resource);
  });
  for (const [arn, queue] of queues) {
    const { redrivePolicy } = queue.settings;
    const resource = declared.get(arn);
    if (redrivePolicy === undefined || resource === undefined) {
      continue;
    }
    const { deadLetterTargetArn } = redrivePolicy;
    const deadLetterQueue = queues.get(deadLetterTargetArn);
    if (deadLetterQueue === undefined) {
      deployment.refuse(
        resource,
        `Value ${JSON.stringify(redrivePolicy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
      );
    }
    queue.deadLetterQueue = deadLetterQueue;
  }
  return queues;
}
